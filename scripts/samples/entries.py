"""The text of one entry: its header here, its body in ``bodies.py``."""

import random

from samples import bodies, lists
from samples.phrases import Kind, chosen, common, kinds, one, said, say_one
from samples.plans import EntryPlan, Subject


def text(plan: EntryPlan, seed: int) -> str:
    """Return the text of one entry."""
    rng = random.Random(f"{seed}/entry/{plan.number}")  # noqa: S311 - for samples, the same each time
    return "\n".join(["---", *_header(plan, seed, rng), "---", *bodies.lines(plan, rng)])


def photo_name(number: int) -> str:
    """Return the file name of photo ``number``."""
    return f"anh-mau-{number:05}.jpg"


def roles(plan: EntryPlan) -> list[str]:
    """Return the roles of an entry's photos: a pair where its kind has one, else a cover, then none.

    Of two photos without a cover, the first stands for the entry: it shows what was reached.
    """
    pair = ["sau", "truoc"] if kinds()[plan.subject.kind].before_after else []
    first = pair if pair and len(plan.photos) == len(pair) else ["bia", *pair]
    return [*first, *[""] * len(plan.photos)][: len(plan.photos)]


def _header(plan: EntryPlan, seed: int, rng: random.Random) -> list[str]:
    subject, year_folder, shared = plan.subject, plan.year_folder, common()
    kind, facts = kinds()[subject.kind], subject.facts
    sources = rng.randint(1, 3)
    month = rng.randint(6, 10) if subject.honoured == year_folder else rng.randint(1, 10)
    places, partners = _partners(rng, subject)
    lines = [
        f"ten: {plan.title}",
        f"tom_tat: {_summary(rng, subject)}",
        f"loai: {'ca-nhan' if subject.voice == 'individual' else 'tap-the'}",
        f"linh_vuc: {kind.field}",
        f"chu_de: [{', '.join(rng.sample(kind.themes, rng.randint(1, len(kind.themes))))}]",
        f"don_vi: {lists.unit_key(subject.led_by, subject.place)}",
        *([f"phoi_hop: [{', '.join(partners)}]"] if partners else []),
        f"dia_ban: [{', '.join(places)}]",
        f"giai_doan: {'-'.join(dict.fromkeys((facts['since'], facts['honoured'])))}",
        *_honours(rng, subject.honoured),
        *_results(rng, kind, subject, sources),
        *(line for place, photo in enumerate(plan.photos) for line in _photo(plan, seed, place, photo)),
    ]
    if plan.learned_from or plan.applied_by or rng.random() < 0.2:
        lines += ["nhan_rong:", f"  lien_he: {said(rng, shared['contact'], facts)}"]
        lines += [f"  hoc_tu: {plan.learned_from}"] if plan.learned_from else []
        lines += [f"  da_ap_dung: [{', '.join(plan.applied_by)}]"] if plan.applied_by else []
    notes = rng.sample(shared["diary"], rng.choice((0, 0, 0, 1, 2)))
    for index, note in enumerate(notes):
        lines += ["nhat_ky:"] * (not index) + [
            f"  - ngay: {year_folder}-{rng.randint(1, 10):02}-{rng.randint(1, 28):02}",
            f"    viec: {said(rng, note, facts)}",
            f"    nguon: n{rng.randint(1, sources)}",
        ]
    lines.append("nguon:")
    for index, source in enumerate(rng.sample(shared["sources"], sources)):
        lines += [f"  - ma: n{index + 1}", f"    ten: {said(rng, source, facts)}; {shared['marked']}"]
        lines += [f"    url: https://example.vn/mau/{plan.number}-{index + 1}"] if rng.random() < 0.6 else []
        lines += [f"    ngay: {year_folder}-{rng.randint(1, month):02}"] if rng.random() < 0.8 else []
    lines += ["dong_y: {co: true, ho_so: Mẫu}"] if subject.voice == "individual" else []
    lines += [f"trang_thai: {plan.status}", f"ngay_dang: {year_folder}-{month:02}-{rng.randint(1, 28):02}"]
    if rng.random() < 0.3 or plan.status == "thu-hoi":
        lines.append(f"cap_nhat: {year_folder}-11-{rng.randint(1, 28):02}")
    lines += [f"ten_cu: [{', '.join(plan.former)}]"] if plan.former else []
    return lines


def _summary(rng: random.Random, subject: Subject) -> str:
    texts = common()["summaries"][subject.voice]
    summary = say_one(rng, texts, subject.facts)
    while not 60 <= len(summary) <= 220:
        summary = say_one(rng, texts, subject.facts)
    return summary


def _partners(rng: random.Random, subject: Subject) -> tuple[list[str], list[str]]:
    """Return the keys of an entry's places and of its other units, now and then of a neighbouring ward."""
    places, others = [subject.place], [kind for kind in common()["units"] if kind != subject.led_by]
    if rng.random() < 0.15:
        first, span = (lists.OLD_PLACES, lists.NEW_PLACES)
        if subject.place < lists.OLD_PLACES:
            first, span = 0, lists.OLD_PLACES
        places.append(first + (subject.place - first + 1) % span)
    partners = rng.sample(others, rng.choice((0, 0, 1, 2)))
    return (
        [lists.place_key(place) for place in places],
        [lists.unit_key(partner, places[-1]) for partner in partners],
    )


def _honours(rng: random.Random, honoured: int) -> list[str]:
    rounds = [honoured] if rng.random() < 0.92 else []
    if rounds and honoured < lists.NEW_FROM and rng.random() < 0.15:
        rounds.append(max(lists.ROUNDS[0], honoured - rng.randint(1, 4)))
    lines: list[str] = []
    for year in sorted(set(rounds), reverse=True):
        lines += ["ton_vinh:"] * (not lines) + [f"  - dot: dot-mau-{year}"]
        if rng.random() < 0.4:
            lines.append(f"    quyet_dinh: {{so: {rng.randint(1, 400)}-QĐ/MẪU, ngay: {year}-05-{rng.randint(10, 19)}}}")
    return lines


def _results(rng: random.Random, kind: Kind, subject: Subject, sources: int) -> list[str]:
    lines: list[str] = []
    for name, (label, unit, *_) in list(kind.figures.items())[: rng.randint(0, len(kind.figures))]:
        value = subject.figures[name]
        lines += ["ket_qua:"] * (not lines)
        lines += [f"  - chi_so: {label}", f"    gia_tri: {value}"]
        lines += [f"    don_vi_tinh: {_quoted(unit)}", f"    nguon: n{rng.randint(1, sources)}"]
    return lines


def _quoted(unit: str) -> str:
    return f'"{unit}"' if unit == "%" else unit


def _photo(plan: EntryPlan, seed: int, place: int, photo: int) -> list[str]:
    """Return the lines of one photo, with words of its own, so that an entry says the same with photos as without."""
    rng = random.Random(f"{seed}/photo/{photo}")  # noqa: S311 - for samples, the same each time
    kind, role = kinds()[plan.subject.kind], roles(plan)[place]
    pair = dict(zip(("truoc", "sau"), kind.before_after, strict=False))
    return [
        *(["anh:"] if not place else []),
        f"  - tep: {photo_name(photo)}",
        f"    mo_ta: {chosen(rng, pair.get(role) or one(rng, kind.photos))}",
        f"    tac_gia: {common()['drawn']}",
        *([f"    chu_thich: {say_one(rng, common()['captions'], plan.subject.facts)}"] if rng.random() < 0.6 else []),
        *([f"    vai_tro: {role}"] if role else []),
    ]
