// What the toolbar and the keys do. Each is a command of ProseMirror: (state, dispatch) → whether it can be done.

import { chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { Selection, TextSelection } from "prosemirror-state";
import { addRowAfter, goToNextCell, isInTable } from "prosemirror-tables";
import { schema } from "./schema.mjs";

const { nodes, marks } = schema;

/** Return the innermost node of a type around the selection, with the place before it; null where there is none. */
export function around(state, ...types) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if (types.includes($from.node(depth).type)) return { node: $from.node(depth), before: $from.before(depth) };
  }
  return null;
}

export const bold = toggleMark(marks.strong);
export const italic = toggleMark(marks.em);

/** Make a heading of the paragraph, or a paragraph of the heading; the lines of the paragraph become one. */
export function heading(state, dispatch) {
  if (state.selection.$from.parent.type === nodes.heading) return setBlockType(nodes.paragraph)(state, dispatch);
  if (around(state, nodes.list_item, nodes.blockquote, nodes.table)) return false;
  if (!setBlockType(nodes.heading, { level: 3 })(state)) return false;
  if (!dispatch) return true;
  const { tr } = state;
  state.doc.nodesBetween(state.selection.from, state.selection.to, (block, start) => {
    block.forEach((node, offset) => {
      const at = start + 1 + offset;
      if (node.type === nodes.hard_break || node.type === nodes.soft_break) tr.replaceWith(at, at + 1, schema.text(" "));
    });
  });
  tr.setBlockType(tr.selection.from, tr.selection.to, nodes.heading, { level: 3 });
  dispatch(tr.scrollIntoView());
  return true;
}

/** Return a command that makes a list of that type, changes a list of the other type into it, or ends it. */
function list(type) {
  const other = type === nodes.bullet_list ? nodes.ordered_list : nodes.bullet_list;
  return (state, dispatch) => {
    const own = around(state, type, other);
    if (own?.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
    if (!own) return wrapInList(type)(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup(own.before, type, { tight: own.node.attrs.tight }));
    return true;
  };
}
export const bullets = list(nodes.bullet_list);
export const numbers = list(nodes.ordered_list);

export const quotation = (state, dispatch) =>
  (around(state, nodes.blockquote) ? lift : wrapIn(nodes.blockquote))(state, dispatch);

/** Insert a table of three columns and three rows, and go into its first cell. */
export function newTable(state, dispatch) {
  if (around(state, nodes.table, nodes.list_item, nodes.blockquote)) return false;
  if (!dispatch) return true;
  const row = (type) => nodes.table_row.create(null, Array.from({ length: 3 }, () => type.createAndFill()));
  const table = nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell), row(nodes.table_cell)]);
  const { tr } = state;
  const start = tr.selection.from;
  tr.replaceSelectionWith(table);
  let first = null;
  tr.doc.nodesBetween(Math.max(0, start - 1), tr.doc.content.size, (node, at) => {
    if (node.type === table.type && first === null && at >= start - 1) first = at;
    return first === null;
  });
  if (first !== null) tr.setSelection(TextSelection.near(tr.doc.resolve(first + 3)));
  dispatch(tr.scrollIntoView());
  return true;
}

/** Go to the next cell; behind the last one add a row, as Word does. */
function nextCell(state, dispatch, view) {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!addRowAfter(state, dispatch)) return false;
  return view ? goToNextCell(1)(view.state, dispatch) : true;
}

function breakLine(state, dispatch) {
  if (around(state, nodes.heading, nodes.table)) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
}

/** Select all of the text, so that lists and headings can be made of it. */
function selectAll(state, dispatch) {
  const [start, end] = [Selection.atStart(state.doc), Selection.atEnd(state.doc)];
  dispatch?.(state.tr.setSelection(TextSelection.between(start.$from, end.$to)));
  return true;
}

export const KEYS = {
  "Mod-a": selectAll,
  Enter: chainCommands(nextCell, splitListItem(nodes.list_item)),
  "Shift-Enter": chainCommands(exitCode, breakLine),
  // Without a list or a table, Tab leaves the editor: nobody is caught in it.
  Tab: chainCommands(nextCell, sinkListItem(nodes.list_item)),
  "Shift-Tab": chainCommands(goToNextCell(-1), liftListItem(nodes.list_item)),
};

/** Return {from, to, href} of the link at the selection; `href` is empty where there is none. */
export function linkAt(state) {
  const { from, to, empty, $from } = state.selection;
  const found = marks.link.isInSet($from.marks()) ?? marks.link.isInSet($from.nodeAfter?.marks ?? []);
  if (!found) return { from, to, href: "" };
  if (!empty) return { from, to, href: found.attrs.href };
  let [start, end] = [$from.start(), $from.start()];
  for (let at = 0; at < $from.parent.childCount; at++) {
    const child = $from.parent.child(at);
    if (!found.isInSet(child.marks)) start = end + child.nodeSize;
    end += child.nodeSize;
    if (end >= from && found.isInSet(child.marks) && !found.isInSet($from.parent.maybeChild(at + 1)?.marks ?? [])) break;
  }
  return { from: start, to: end, href: found.attrs.href };
}

/** Return a command that links the selection to an address, or takes the link away where that is empty. */
export function link(address) {
  return (state, dispatch) => {
    const { from, to, href } = linkAt(state);
    const { tr } = state;
    if (from === to && !href) {
      if (address) tr.replaceSelectionWith(schema.text(address, [marks.link.create({ href: address })]), false);
    } else {
      tr.removeMark(from, to, marks.link);
      if (address) tr.addMark(from, to, marks.link.create({ href: address }));
    }
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}
