// The form of one entry: drawn from the schema, checked while one types, kept every second, saved when asked.

import { h, ask, clock } from "./dom.js";
import { field } from "./controls.js";
import { FormState } from "./form_state.js";
import { newRow } from "./rows.js";
import { show } from "./problems.js";
import { KeptHere, newest, saysSomethingNew } from "./kept_here.js";
import { askApproval } from "./approval.js";
import { asText, showTwoVersions } from "./two_versions.js";
import { showVersions } from "./versions.js";
import { changeAddress } from "./address.js";
import { movesOf } from "./moves.js";
import { NEW, drawnSections } from "./sections.js";
import { remindOfPhotos } from "./photo_question.js";
import { watch } from "./watching.js";
import { dateShown, numberShown } from "./values.js";

const PAUSE = 120; // milliseconds after the last key until the check is asked
const KEEP_EVERY = 1000;
const SECTIONS_BEHIND = "Tôn vinh"; // the group after which the sections of the body stand

const CONTROLS = "input:not([type=file]), textarea, select";

const main = document.querySelector("main");
const path = main.dataset.path;
const slug = path.split("/")[1];
const [form, nav] = [main.querySelector(".form"), main.querySelector(".toc")];
const byId = (id) => document.getElementById(id);
const labels = Object.fromEntries(
  [...byId("statuses").content.children].map((one) => [one.dataset.key, one.textContent]),
);

let opened; // what the desk said of the entry when it was opened
let state; // a FormState: the header
let sections = {}; // the texts of changed sections, by number
let removed = new Set(); // photos that go when the entry is saved
let turn = 0; // of the last check asked: older answers are dropped
let checking, keeping;
let onItsWay; // a draft that is being kept: were it kept after a save, it would seem to be unsaved
let isChanged = false;
let kept; // what the browser itself keeps of what is typed, should the desk be gone

start();

async function start() {
  try {
    opened = await ask(`du-lieu/${path}`);
  } catch (error) {
    byId("name").textContent = path;
    byId("left").textContent = "Bài chưa mở được";
    warn(error.message);
    if (error.answer?.no_form)
      showVersions(byId("versions"), path, { onBack: () => location.reload(), warn, mayGoBack: true });
    main.querySelector(".past").open = true;
    return;
  }
  state = new FormState({ ...opened, path });
  Object.assign(state, { onChange: changed, redraw, addRow, goTo, dropPhoto: (name) => removed.add(name) });
  kept = new KeptHere(opened.roll, path);
  const typed = newest(opened.kept, kept.read());
  if (typed && saysSomethingNew(typed, opened)) takeUp(typed);
  draw();
  if (!opened.may_edit) closeToWriter();
  told(opened.problems);
  if (isChanged) check();
  past();
  watch(path, { digest: () => opened.digest, warn });
}

/** What is public is shown and not edited, where one is no approver. */
function closeToWriter() {
  form.inert = true;
  for (const button of document.querySelectorAll("#save, #save-below, #undo")) button.hidden = true;
  warn("Bài này chỉ người duyệt sửa được. Muốn sửa, nhờ người duyệt tạm ẩn bài hoặc trả về nháp.");
}

function takeUp(typed) {
  state.remember();
  state.data = typed.data;
  sections = typed.sections || {};
  removed = new Set(typed.removed || []);
  isChanged = true;
  said("Đã lấy lại những gì đang viết dở");
  if (typed.digest !== opened.digest) {
    warn(
      "Bài đã được sửa ở nơi khác sau lúc bạn viết dở. Phần dở của bạn đang hiện ở đây; khi lưu, bạn sẽ được xem cả hai bản.",
    );
    opened.digest = typed.digest;
  }
}

function draw() {
  const groups = [];
  for (const group of opened.groups) {
    const fields = group.fields.filter(isShown);
    const isAlone = fields.length === 1 && fields[0].label === group.title;
    groups.push(
      h(
        "section",
        { id: `g${groups.length}`, class: isAlone && "alone" },
        h("h2", {}, group.title),
        ...fields.map((one) => field(state, one, [one.key])),
      ),
    );
    if (group.title === SECTIONS_BEHIND) groups.push(...drawnBody());
  }
  form.replaceChildren(...groups);
  nav.replaceChildren(
    ...groups.map((group) =>
      h("a", { href: `#${group.id}` }, group.querySelector("h2").textContent, h("span", { class: "n" })),
    ),
  );
  heading();
}

const isShown = (spec) => spec.key !== "trang_thai";

function drawnBody() {
  return drawnSections(opened, sections, {
    onChange: (key, text) => {
      if (text === opened.sections[key]?.text) delete sections[key];
      else sections[key] = text;
      changed([]);
    },
    onAdd: addSection,
    onPasteNotice: warn,
  });
}

function addSection(title) {
  sections[NEW + title] = "";
  draw();
  const place = controlled(JSON.stringify(["#", NEW + title]));
  place?.scrollIntoView({ block: "center" });
  place?.querySelector("[contenteditable]")?.focus({ preventScroll: true });
}

function heading() {
  const status = state.data.trang_thai;
  byId("name").textContent = state.data.ten || "Bài chưa có tên";
  byId("state").textContent = labels[status] || "";
  byId("state").className = `badge ${status}`;
  for (const link of [byId("look"), byId("look-below")]) link.href = status === "thu-hoi" ? "/" : `/mo-hinh/${slug}/`;
  const [next, ...others] = movesOf(status, opened.may_approve);
  byId("send").hidden = !next;
  byId("send").textContent = next?.[1] || "";
  byId("moves").replaceChildren(
    ...others.map(([to, words]) => h("button", { type: "button", class: "b", onclick: () => move(to) }, words)),
    ...(opened.may_edit
      ? [h("button", { type: "button", class: "b quiet", id: "address", onclick: rename }, "Đổi địa chỉ trang…")]
      : []),
  );
  byId("undo").disabled = !state.past.length;
}

/** Draw the field at a place again, after its items changed; keep what `keep` shows. The focus goes into its last input
 * (`focus`), to one of its items (`item`) or into it (`inside`); else the hand stays where it was. */
function redraw(at, { focus = false, keep = null, item = null, inside = false } = {}) {
  const old = controlled(JSON.stringify(at));
  const spec = specOf(at);
  if (!old || !spec) return draw();
  const hand = document.activeElement;
  const was = old.contains(hand) && { at: hand.closest("[data-at]").dataset.at, caret: hand.selectionStart };
  const fresh = field(state, spec, at);
  old.replaceWith(fresh);
  if (keep?.childElementCount) fresh.querySelector(".drop")?.append(keep);
  if (focus) [...fresh.querySelectorAll(CONTROLS)].at(-1)?.focus();
  else if (item !== null) {
    const place = controlled(JSON.stringify([...at, item]));
    const first = inside && place?.querySelector(`:is(${CONTROLS}, button):not(.source-code *)`);
    (first || place || [...fresh.querySelectorAll("button")].at(-1))?.focus();
  } else if (was) {
    const place = controlled(was.at)?.querySelector(`${CONTROLS}, button`);
    place?.focus({ preventScroll: true });
    if (typeof was.caret === "number" && place?.matches("textarea, input")) place.selectionStart = was.caret;
  }
}

const controlled = (at) => form.querySelector(`[data-at="${CSS.escape(at)}"]`);

/** Bring the item or field at a place before the eyes, and the hand to it. */
function goTo(at) {
  const place = controlled(JSON.stringify(at));
  place?.scrollIntoView({ block: "start" });
  place?.focus({ preventScroll: true });
}

function specOf(at) {
  let fields = opened.groups.flatMap((group) => group.fields);
  let spec;
  for (const part of at) {
    if (typeof part === "number") {
      spec = spec?.item;
      fields = spec?.fields || [];
      continue;
    }
    spec = fields.find((one) => one.key === part);
    fields = spec?.fields || [];
  }
  return spec;
}

async function addRow(register, typed, onChoose) {
  const added = await newRow(register, typed, path).catch((error) => {
    warn(error.message);
    return null;
  });
  Object.assign(state.choices, added?.choices);
  if (added?.key) onChoose(added.key);
}

function changed(at) {
  isChanged = true;
  heading();
  const touched = at.length ? controlled(JSON.stringify(at)) : null;
  touched?.refresh?.();
  clearTimeout(checking);
  checking = setTimeout(check, PAUSE);
  keeping ||= setTimeout(keep, KEEP_EVERY);
}

const edits = () => ({
  digest: opened.digest,
  who: opened.who,
  data: state.data,
  sections,
  removed: [...removed],
  at: Date.now(),
});

async function check() {
  const mine = ++turn;
  try {
    const { problems } = await ask(`kiem/${path}`, { method: "POST", body: edits() });
    if (mine === turn) told(problems);
  } catch (error) {
    if (mine === turn) said(error.message);
  }
}

function told(problems) {
  show(problems, { form, nav, list: byId("list"), heading: byId("left"), mend, shown });
  byId("show-list").textContent = byId("left").textContent;
  document.dispatchEvent(new CustomEvent("checked", { detail: problems }));
}

/** Return a value as the form shows it: a day, a number, the name of a row or of a choice. */
function shown(at, value) {
  const spec = specOf(at);
  if (spec?.control === "date") return dateShown(value);
  if (spec?.control === "number") return numberShown(Number.isNaN(Number(value)) ? value : Number(value));
  if (spec?.choices?.[value]) return spec.choices[value];
  const row = state.rows(spec?.register).find((one) => one.key === value);
  return row?.name || (Array.isArray(value) ? value.join(", ") : value);
}

function mend({ edit }) {
  const [what, at, value] = edit;
  if (what === "section") {
    addSection(value);
    return;
  }
  state.remember();
  if (what === "photo") state.set(["anh"], [...(state.get(["anh"]) || []), { tep: value }]);
  else if (what === "rename") {
    const holder = { ...state.get(at.slice(0, -1)) };
    holder[value] = holder[at.at(-1)];
    delete holder[at.at(-1)];
    state.set(at.slice(0, -1), holder);
  } else state.set(at, what === "drop" ? "" : value);
  draw();
  controlled(JSON.stringify(at))?.querySelector(`${CONTROLS}, button`)?.focus();
}

function keep() {
  keeping = null;
  if (!isChanged) return;
  const typed = edits();
  kept.write(typed);
  onItsWay = ask(`giu/${path}`, { method: "PUT", body: typed }).then(
    () => said(`Đã giữ ${clock()}`),
    (error) => said(error.message),
  );
}

/** Save the edits; return whether they are saved. While one save is on its way, no other may begin. */
async function save(more = {}) {
  if (opened.asks_approval && state.data.trang_thai === "cong-bo" && !more.over) {
    const approval = await askApproval(state.data.duyet?.nguoi, opened.who);
    if (!approval) return false;
    state.set(["duyet"], approval);
    more = { ...more, small: true };
  }
  const buttons = document.querySelectorAll("#save, #save-below, #send, #moves button");
  for (const button of buttons) button.disabled = true;
  try {
    return await saved({ ...edits(), ...more });
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

async function saved(asked) {
  clearTimeout(keeping);
  keeping = null;
  await onItsWay;
  try {
    const answer = await ask(`luu/${path}`, { method: "POST", body: asked });
    opened.digest = answer.digest;
    const isSameBody = answer.sections.length === opened.sections.length;
    opened.sections = answer.sections;
    // What was typed while the desk was saving is not saved yet.
    const typed = Object.entries(sections).filter(([key, text]) => text !== asked.sections[key]);
    const keys = answer.keys.map(String);
    sections = Object.fromEntries(typed.map(([key, text]) => [keys.includes(key) ? keys.indexOf(key) : key, text]));
    if (!isSameBody) draw();
    removed = new Set([...removed].filter((name) => !asked.removed.includes(name)));
    isChanged = state.data !== asked.data || Object.keys(sections).length > 0;
    if (!isChanged) kept.forget();
    byId("banner").hidden = true;
    told(answer.problems);
    said(answer.unrecorded ? "Đã lưu vào bài; git đang bận nên chưa ghi vào lịch sử" : `Đã lưu ${clock()}`);
    past();
    return true;
  } catch (error) {
    if (error.status === 409) conflict(error.answer);
    else warn(error.message);
    return false;
  }
}

/** Save the entry in another state; what cannot be saved stays in the state it had. */
async function move(to) {
  if (to === "duyet") {
    if (!isChanged || (await save())) location.href = `/ban-viet/duyet/${path}`;
    return;
  }
  if (to === "cho-duyet" && !(await remindOfPhotos(state, goTo))) return;
  const before = state.data;
  state.remember();
  state.set(["trang_thai"], to);
  if (!(await save())) {
    state.data = before;
    check();
  }
  heading();
}

/** Let the entry have another address, and go on there; what is not saved yet goes along as a draft. */
async function rename() {
  const before = async () => {
    clearTimeout(keeping);
    keeping = null;
    if (isChanged) await ask(`giu/${path}`, { method: "PUT", body: edits() });
  };
  const renamed = await changeAddress({ path, title: state.data.ten || "", before });
  if (!renamed) return;
  kept.forget();
  isChanged = false;
  location.href = `/ban-viet/bai/${renamed}`;
}

/** Show both versions, and let the writer choose; neither is lost. */
function conflict({ error, theirs, digest }) {
  showTwoVersions({
    said: error,
    theirs,
    ours: asText(state.data, opened.sections, sections),
    saveOurs: () => {
      opened.digest = digest;
      save({ over: true });
    },
    takeTheirs: async () => {
      await ask(`giu/${path}`, { method: "DELETE" });
      startAgain();
    },
  });
}

/** Read the entry from the disk again; nothing of what was typed is taken up. */
function startAgain() {
  kept.forget();
  isChanged = false;
  location.reload();
}

/** Show the saved versions; of an entry that was returned, say with which remarks. */
async function past() {
  const [last] = await showVersions(byId("versions"), path, {
    onBack: startAgain,
    warn,
    isUnsaved: () => isChanged,
    mayGoBack: opened.may_edit,
  });
  if (last?.remarks && state.data.trang_thai === "nhap") warn(`Người duyệt nhận xét: ${last.remarks}`);
}

function said(words) {
  byId("kept").textContent = words;
}

function warn(words) {
  byId("banner").textContent = words;
  byId("banner").hidden = !words;
}

byId("save").addEventListener("click", () => save());
byId("save-below").addEventListener("click", () => save());
byId("undo").addEventListener("click", () => {
  if (state.undo()) draw();
});
byId("show-list").addEventListener("click", () => main.querySelector(".side").classList.toggle("open"));
byId("send").addEventListener("click", () => move(movesOf(state.data.trang_thai, opened.may_approve)[0][0]));
form.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    byId("save").click();
  }
});
addEventListener("beforeunload", () => {
  if (isChanged) kept.write(edits());
});
