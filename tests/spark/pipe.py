"""A library of scenarios, one JSON object a line, assessed on Spark.

    python pipe.py LEXCHECK SCENARIOS.jsonl

prints one line a scenario, in the order of the file: its title and the conclusions of its operations.
"""

import json
import sys

from pyspark.sql import SparkSession

lexcheck, library = sys.argv[1:]
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")

scenarios = spark.sparkContext.textFile(library, minPartitions=4).filter(lambda line: line.strip())
reports = scenarios.pipe(f"{lexcheck} assess --format jsonl --only jus_ad_bellum.conclusion --jobs 1 -").map(json.loads)


def summary(pair):
    scenario, line = pair
    if not line["reports"]:
        return {"line": scenario[:40], "problem": line["problems"][0]["message"]}
    [report] = line["reports"]
    verdicts = {
        f"{operation['key']}.{regime['regime']}": regime["conclusion"]
        for operation in report["operations"]
        for regime in operation["regimes"]
    }
    return {"title": report["title"], "verdicts": verdicts}


for line in scenarios.zip(reports).map(summary).collect():
    print(json.dumps(line, ensure_ascii=False))
spark.stop()
