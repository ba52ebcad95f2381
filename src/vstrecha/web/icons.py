"""Our own icons: a handful of line drawings on a grid of 24 × 24. A page shows each with words."""

from __future__ import annotations

ICONS = {
    "alert": "M12 4 2.8 20h18.4L12 4Zm0 6v4.5m0 2.7v.1",
    "arrow-left": "M19 12H5m6-6-6 6 6 6",
    "arrow-right": "M5 12h14m-6-6 6 6-6 6",
    "building": "M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3m-3 4h3m-3 4h3",
    "calendar": "M4 6h16v14H4zM4 10.5h16M8 3v4m8-4v4",
    "check": "m4.5 12.5 5 5 10-11",
    "clock": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5.3l3.5 2",
    "close": "m6 6 12 12M18 6 6 18",
    "coach": "M4 5h16v12H4zM4 12h16M7 17v2.5M17 17v2.5M7.5 14.6v.1m9-.1v.1",
    "compare": "M7 8h13m-4-4 4 4-4 4M17 16H4m4-4-4 4 4 4",
    "cross": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9 9l6 6m0-6-6 6",
    "cup": "M5 8h12v6a5 5 0 0 1-5 5h-2a5 5 0 0 1-5-5V8Zm12 2h2.5a2 2 0 0 1 0 4.5H17M8 3v2m4-2v2",
    "down": "m6 9.5 6 6 6-6",
    "download": "M12 4v11m-5-4.5 5 5 5-5M4.5 20h15",
    "eye": "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Zm9.5 3a3 3 0 1 0 0-6"
    " 3 3 0 0 0 0 6Z",
    "filter": "M4 6h16M7 12h10m-7 6h4",
    "flag": "M5 21V4h13l-3 4.5 3 4.5H5",
    "info": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-10v5.5m0-9v.1",
    "link": "M10 14a4 4 0 0 0 5.7 0l3.5-3.6a4 4 0 0 0-5.6-5.7l-1.2 1.2M14 10a4 4 0 0 0-5.7 0"
    "l-3.5 3.6a4 4 0 0 0 5.6 5.7l1.2-1.2",
    "mail": "M3 6h18v12H3zm0 1 9 7 9-7",
    "megaphone": "M4 10v4h3l9 5V5l-9 5H4Zm15-1a4 4 0 0 1 0 6",
    "offer": "M12 20V5m-6 6 6-6 6 6",
    "pin": "M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0C18.5 15 12 21 12 21Zm0-8.5a2.5 2.5 0 1 0 0-5"
    " 2.5 2.5 0 0 0 0 5Z",
    "plan": "M4 5h6v5H4zM14 5h6v5h-6zM4 14h6v5H4zM14 16.5h6",
    "printer": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
    "repeat": "M4 12a8 8 0 0 1 14-5.3L20 9M20 4v5h-5m5 3a8 8 0 0 1-14 5.3L4 15m0 5v-5h5",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm4.8-1.7L20.5 20.5",
    "seek": "M12 4v15m-6-6 6 6 6-6",
    "sheet": "M5 3h10l4 4v14H5zM5 10h14M5 15.5h14M11 10v11",
    "sort": "M8 5v14m-4-4 4 4 4-4M16 19V5m-4 4 4-4 4 4",
    "table": "M3 9h18M6 9v10M18 9v10M9 5h6",
    "up": "m6 14.5 6-6 6 6",
    "user": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 9c.6-4 4-6 8-6s7.4 2 8 6",
}
