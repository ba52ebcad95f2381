"""What one does with a programme: plan it, stop that, pin places in it, publish it."""

from vstrecha.programme.bridge import (
    CannotPlanError,
    Pin,
    PinProblem,
    PinsRejectedError,
    PlanRejectedError,
    Progress,
)
from vstrecha.programme.services.pinning import pin_meeting
from vstrecha.programme.services.planning import complete_programme, plan_programme
from vstrecha.programme.services.publishing import CannotPublishError, publish_programme
from vstrecha.programme.services.runs import (
    AlreadyPlanningError,
    Order,
    start_programme,
    stop_planning,
)

__all__ = [
    "AlreadyPlanningError",
    "CannotPlanError",
    "CannotPublishError",
    "Order",
    "Pin",
    "PinProblem",
    "PinsRejectedError",
    "PlanRejectedError",
    "Progress",
    "complete_programme",
    "pin_meeting",
    "plan_programme",
    "publish_programme",
    "start_programme",
    "stop_planning",
]
