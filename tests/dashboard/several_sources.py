"""Tables of the seed article and of three others, that give figures of the same votes and polls."""

from pipeline.model import Row
from tests.dashboard.seed_tables import seed_rows

OTHERS = {"a" * 12: "The Herald", "b" * 12: "La Gazette", "c" * 12: "The Herald"}
QUOTE = "Mr Macron got {} percent."


def rows_of_several() -> dict[str, list[Row]]:
    """The Herald has the runoff of 2017 right and once wrong, La Gazette gives it to the wrong one and polls."""
    rows = seed_rows()
    model = next(row for row in rows["vote_shares"] if row["subject"] == "Emmanuel Macron")
    for index, (article_id, publisher) in enumerate(OTHERS.items()):
        text = "".join(QUOTE.format(figure) for figure in (66.1, 33.9, 62, 60))
        rows["articles"].append(
            {
                **rows["articles"][0],
                "article_id": article_id,
                "source": [f"{article_id}.txt"],
                "title": f"Article {index}",
                "publisher": publisher,
                "published": f"2017-05-{index + 1:02}",
                "text": text,
            }
        )

    def share(number: int, article_id: str, said: float, verdict: str, **cells: object) -> Row:
        quote = QUOTE.format(f"{said:g}")
        return {
            **model,
            "share_id": f"{number:012x}",
            "article_id": article_id,
            "event_id": "",
            "share_pct": said,
            "difference": round(said - 66.1, 2),
            "verdict": verdict,
            "quote": quote,
            "start": 0,
            "end": 4,
            **cells,
        }

    poll = {"kind": "poll", "official_pct": None, "difference": None, "date": "", "pollster": "Ifop"}
    rows["vote_shares"] += [
        share(5, "a" * 12, 66.1, "exact"),
        share(6, "b" * 12, 33.9, "other_holder"),
        share(7, "c" * 12, 62.0, "disagrees"),
        share(8, "b" * 12, 60.0, "", **poll),
        share(9, "c" * 12, 59.0, "", **{**poll, "date": "2017-04-30"}),
    ]
    return rows
