// Tiles of a list, dragged by mouse, or by finger at their grip: onto the middle of another, or between two.

const FAR = 6; // pixels: less is a click
const EDGE = 0.25; // of a tile's width, at each side: there a tile goes before or after it
const [NEAR, STEP] = [70, 14]; // pixels: so near to the edge of the window it scrolls, by so much

const MARKS = ["onto", "before", "after"];

/**
 * Let the tiles of `list` be dragged. `canPair(from, to)` tells whether one may be dropped onto another, `onPair` and
 * `onMove(from, to)` are called with places of tiles, and `say` with words for the reader.
 */
export function dragTiles(list, { canPair, onPair, onMove, say }) {
  let held = null; // {tile, from, x, y: where it was taken, ghost: what follows the pointer, over: where it would go}

  const tiles = () => [...list.children];
  const clear = () => tiles().forEach((tile) => tile.classList.remove(...MARKS));

  /** Return what dropping at a point would do: {mark, tile, to}; null where nothing. */
  function placeAt(x, y) {
    const tile = document.elementFromPoint(x, y)?.closest("li");
    const at = tiles().indexOf(tile);
    if (at < 0 || tile === held.tile) return null;
    const { left, width } = tile.getBoundingClientRect();
    const part = (x - left) / width;
    const pairs = canPair(held.from, at);
    if (pairs && part > EDGE && part < 1 - EDGE) return { mark: "onto", tile, to: at };
    const isBefore = part < 0.5;
    const gap = isBefore ? at : at + 1;
    const to = gap > held.from ? gap - 1 : gap;
    return to === held.from ? null : { mark: isBefore ? "before" : "after", tile, to };
  }

  function begin({ pointerId }) {
    list.setPointerCapture(pointerId); // not before: a click belongs to what lies under it
    addEventListener("keydown", onEscape);
    held.ghost = held.tile.querySelector(".shown").cloneNode(true);
    held.ghost.className = "shown ghost";
    held.ghost.style.width = `${held.tile.getBoundingClientRect().width * 0.6}px`;
    const copies = held.ghost.querySelectorAll("canvas");
    held.tile.querySelectorAll("canvas").forEach((canvas, at) => {
      copies[at].getContext("2d").drawImage(canvas, 0, 0);
    });
    document.body.append(held.ghost);
    held.tile.classList.add("dragged");
  }

  function end() {
    removeEventListener("keydown", onEscape);
    held.ghost?.remove();
    held.tile.classList.remove("dragged");
    clear();
    held = null;
  }

  list.addEventListener("pointerdown", (event) => {
    const tile = event.target.closest("li");
    const isGrip = Boolean(event.target.closest(".grip"));
    if (event.button || held || !tile || !event.target.closest(".one-photo")) return;
    if (event.pointerType === "touch" && !isGrip) return; // the page scrolls under the finger
    held = { tile, from: tiles().indexOf(tile), x: event.clientX, y: event.clientY };
  });
  list.addEventListener("pointermove", (event) => {
    if (!held) return;
    if (!event.buttons) return void giveUp(); // let go outside of the list
    const { clientX: x, clientY: y } = event;
    if (!held.ghost && Math.hypot(x - held.x, y - held.y) < FAR) return;
    if (!held.ghost) begin(event);
    held.ghost.style.translate = `${x + 8}px ${y + 8}px`;
    if (y < NEAR) scrollBy(0, -STEP);
    else if (y > innerHeight - NEAR) scrollBy(0, STEP);
    held.over = placeAt(x, y);
    clear();
    held.over?.tile.classList.add(held.over.mark);
    say(held.over ? { onto: "Thả để ghép cặp trước – sau" }[held.over.mark] || "Thả để chuyển ảnh tới đây" : "");
  });
  list.addEventListener("pointerup", () => {
    if (!held) return;
    const { from, over } = held;
    end();
    say("");
    if (over?.mark === "onto") onPair(from, over.to);
    else if (over) onMove(from, over.to);
  });
  list.addEventListener("pointercancel", giveUp);
  function giveUp() {
    if (!held) return;
    end();
    say("");
  }
  function onEscape({ key }) {
    if (key === "Escape") giveUp();
  }
}
