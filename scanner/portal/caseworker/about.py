"""What anybody may know: who reads web pages here, why, and what becomes of what is read.

The public information of GDPR Article 14, for whoever stands on a page that is read: telling each
of them apart would tell the authors whom they wrote about.
"""

from aiohttp import web

from scanner.portal.visit import CONFIG, page


async def show(request: web.Request) -> web.Response:
    """The same for everybody: all that varies is in the configuration."""
    config = request.app[CONFIG]
    return page(
        request,
        "about.html",
        board=config.organisation,
        site_contact=config.crawl.contact,
        keep=config.retention,
        report_days=config.reports.keep_days,
    )
