"""What an industry means for the two sides, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vstrecha.matches.selectors.competences import Standing, What

__all__ = ["STANDINGS", "WHAT"]

STANDINGS: Mapping[Standing, Promise] = {
    Standing.BOTH_GIVE: _("each side has what the other seeks"),
    Standing.HOME_GIVES: _("the delegation has, the host side seeks"),
    Standing.HOST_GIVES: _("the host side has, the delegation seeks"),
    Standing.GAP: _("sought, and nobody here has it"),
    Standing.OWN: _("sought only by the side that has it"),
    Standing.HOME_ONLY: _("only the delegation has it; not sought yet"),
    Standing.HOST_ONLY: _("only the host side has it; not sought yet"),
    Standing.BOTH_HAVE: _("both sides have it; not sought yet"),
}
WHAT: Mapping[What, Promise] = {What.HAS: _("has"), What.SEEKS: _("seeks")}
