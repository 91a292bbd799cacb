"""What a team writes in an afternoon: FastAPI over a pickled TF-IDF and logistic regression.

`python benchmarks/service_peer.py PORT` learns from the sample tickets, then answers.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path

import joblib
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

SAMPLES = Path(__file__).resolve().parents[1] / "sample_data" / "larkspur" / "tickets.csv"
app = FastAPI()


class Ticket(BaseModel):
    """One ticket."""

    id: str
    subject: str
    body: str


class Asked(BaseModel):
    """Some tickets."""

    tickets: list[Ticket]


def learned() -> Path:
    """A model of the sample tickets, pickled as it would be shipped."""
    with SAMPLES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(max_iter=1000)
    )
    model.fit([f"{row['subject']}\n{row['body']}" for row in rows],
              [row["category"] for row in rows])  # fmt: skip
    file = Path(tempfile.mkdtemp()) / "model.joblib"
    joblib.dump(model, file)
    return file


model = joblib.load(learned())


@app.post("/route")
def route(asked: Asked) -> dict[str, list[dict[str, object]]]:
    """The likeliest category of each ticket."""
    scores = model.predict_proba([f"{each.subject}\n{each.body}" for each in asked.tickets])
    return {
        "decisions": [
            {"id": ticket.id, "category": model.classes_[row.argmax()], "confidence": row.max()}
            for ticket, row in zip(asked.tickets, scores, strict=True)
        ]
    }


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)
