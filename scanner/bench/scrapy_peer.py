"""Scrapy with JOBDIR crawls the site: `PYTHON scrapy_peer.py PORT PAGES HOST…`.

For a Python that has Scrapy; it needs nothing of ours. It follows links to the hosts, takes all
visible text and all links, and stores what it has still to ask for; it looks for nobody, keeps
nothing of a page and asks for no robots.txt. Prints what `crawled.told` reads. Starting does not
count. Settings: no delay, 64 requests at once, as for the other programs.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import TextResponse
from scrapy.linkextractors import LinkExtractor
from scrapy.resolver import dnscache

PORT, PAGES, HOSTS = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
VISIBLE = "//text()[not(parent::script or parent::style or parent::template)]"

pages = 0


class Spider(scrapy.Spider):  # type: ignore[misc]
    name = "bench"
    extractor = LinkExtractor()

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for number, host in enumerate(HOSTS):
            yield scrapy.Request(f"http://{host}:{PORT}/tradar/{number}.html")

    def parse(self, response: TextResponse) -> Iterator[scrapy.Request]:
        global pages
        pages += 1
        " ".join(response.xpath(VISIBLE).getall())
        for link in self.extractor.extract_links(response):
            if "/tradar/" in link.url:
                yield scrapy.Request(link.url)


def cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    for host in HOSTS:
        dnscache[host] = "127.0.0.1"
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "JOBDIR": folder,
            "CLOSESPIDER_PAGECOUNT": PAGES,
            "CONCURRENT_REQUESTS": 64,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 64,
            "DOWNLOAD_DELAY": 0,
            "LOG_LEVEL": "ERROR",
            "ROBOTSTXT_OBEY": False,
            "TELNETCONSOLE_ENABLED": False,
        }
        process = CrawlerProcess(settings)
        process.crawl(Spider)
        before, began = cpu_seconds(), time.perf_counter()
        process.start()
        told = {
            "pages": pages,
            "cpu_seconds": cpu_seconds() - before,
            "seconds": time.perf_counter() - began,
        }
        print(json.dumps(told))  # noqa: T201 - to the process that started us


if __name__ == "__main__":
    main()
