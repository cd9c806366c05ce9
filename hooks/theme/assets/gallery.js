// The photos of a page: a viewer over them all, and a slider over each pair of before and after. Without this file
// links lead to the pictures and pairs stand side by side. Nothing inline: a strict policy may forbid it.
"use strict";

{
  const made = (name, inside, attributes = {}, text = "") => {
    const element = document.createElement(name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.textContent = text;
    inside.append(element);
    return element;
  };
  const widen = (picture, width) =>
    picture.querySelectorAll("source").forEach((source) => (source.sizes = `${Math.ceil(width)}px`));

  // Before and after

  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      widen(target, target.clientWidth); // until now fetched for half of it
    }
  });
  for (const pair of document.querySelectorAll(".pair")) {
    pair.classList.add("compare");
    const slide = made("input", pair, { type: "range", class: "slide", "aria-label": "So sánh trước và sau" });
    made("span", pair, { class: "slit", "aria-hidden": "true" });
    const cut = () => {
      pair.style.setProperty("--cut", `${slide.value}%`);
      slide.setAttribute("aria-valuetext", `Ảnh trước ${slide.value}%, ảnh sau ${100 - slide.value}%`);
    };
    slide.addEventListener("input", cut);
    cut();
    seen.observe(pair);
  }

  // Viewer

  const links = [...document.querySelectorAll("a.shot")];
  const shots = [...new Map(links.map((link) => [link.href, link])).values()];
  const viewer = made("dialog", document.body, { class: "viewer", "aria-label": "Xem ảnh" });
  const button = (kind, label, does) => {
    const text = label.split(" ").pop();
    const one = made("button", viewer, { type: "button", class: kind, "aria-label": label });
    made("span", one, {}, text[0].toUpperCase() + text.slice(1));
    one.addEventListener("click", does);
    return one;
  };
  const count = made("p", viewer, { class: "count", "aria-hidden": "true" });
  button("close", "Đóng", () => viewer.close());
  const stage = made("div", viewer, { class: "stage" });
  const words = made("div", viewer, { class: "words", "aria-live": "polite", "aria-atomic": "true" });
  const steps = [button("back", "Ảnh trước", () => show(at - 1)), button("on", "Ảnh sau", () => show(at + 1))];
  let at = 0;
  let opener, start;

  const show = (number) => {
    at = (number + shots.length) % shots.length;
    const shown = shots[at].querySelector("picture");
    const picture = shown.cloneNode(true);
    const image = picture.querySelector("img");
    widen(picture, Math.min(innerWidth, (innerHeight * image.width) / image.height));
    image.loading = "eager";
    image.draggable = false;
    stage.replaceChildren();
    const { currentSrc } = shown.querySelector("img"); // what the page has already stands in for the larger one
    if (currentSrc) made("img", stage, { src: currentSrc, alt: "", draggable: "false" });
    stage.append(picture);
    count.textContent = `${at + 1} / ${shots.length}`;
    words.replaceChildren();
    made("p", words, { class: "unseen" }, `Ảnh ${at + 1} trên ${shots.length}: ${image.alt}`);
    for (const part of shots[at].parentElement.querySelectorAll(".photo-role, figcaption"))
      words.append(part.cloneNode(true));
  };
  const open = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    opener = event.currentTarget;
    viewer.showModal();
    document.documentElement.classList.add("held");
    show(shots.findIndex((shot) => shot.href === opener.href));
  };

  if (viewer.showModal) {
    for (const link of links) {
      link.setAttribute("aria-haspopup", "dialog");
      link.addEventListener("click", open);
    }
    for (const step of steps) step.hidden = shots.length < 2;
    viewer.addEventListener("close", () => {
      document.documentElement.classList.remove("held");
      opener.focus();
    });
    viewer.addEventListener("keydown", ({ key }) => {
      if (key === "ArrowLeft") show(at - 1);
      if (key === "ArrowRight") show(at + 1);
    });
    stage.addEventListener("pointerdown", (event) => (start = event.isPrimary && event));
    stage.addEventListener("pointercancel", () => (start = null));
    stage.addEventListener("pointerup", (event) => {
      if (!start || visualViewport.scale > 1.05) return;
      const [x, y] = [event.clientX - start.clientX, event.clientY - start.clientY];
      start = null;
      if (Math.abs(x) > 40 && Math.abs(x) > 1.5 * Math.abs(y)) show(at + (x < 0 ? 1 : -1));
    });
    visualViewport.addEventListener("resize", () => stage.classList.toggle("zoomed", visualViewport.scale > 1.05));
  }
}
