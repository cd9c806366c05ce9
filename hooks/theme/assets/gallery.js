// A viewer over the photos of a page, a slider over each pair of before and after. Without it links lead to the
// pictures and pairs stand side by side. Nothing is inline: a strict policy may forbid that.
{
  const fit = (inside, width) =>
    inside.querySelectorAll("source").forEach((source) => (source.sizes = `${Math.ceil(width)}px`));
  const still = () => false; // or a mouse would drag the picture off

  // Before and after

  const seen = new IntersectionObserver((changes) => {
    for (const { isIntersecting, target } of changes) if (isIntersecting) fit(target, target.clientWidth);
  });
  const parted = matchMedia("(scripting: enabled)").matches; // as the style sheet asks
  for (const pair of parted ? document.querySelectorAll(".pair") : []) {
    const slider = `<input type="range" class="slide" aria-label="So sánh trước và sau"><span class="slit"></span>`;
    pair.insertAdjacentHTML("beforeend", slider);
    const slide = pair.querySelector("input");
    slide.oninput = () => {
      pair.style.setProperty("--cut", `${slide.value}%`);
      slide.setAttribute("aria-valuetext", `Trước ${slide.value}%, sau ${100 - slide.value}%`);
    };
    slide.oninput();
    pair.ondragstart = still;
    seen.observe(pair);
  }

  // Viewer

  const links = [...document.querySelectorAll("a.shot")];
  const shots = [...new Map(links.map((link) => [link.href, link])).values()];
  const viewer = document.createElement("dialog");
  viewer.className = "viewer";
  viewer.ariaLabel = "Xem ảnh";
  viewer.innerHTML = `<p class="count" aria-hidden="true"></p><button type="button" class="close">Đóng</button>
    <div class="stage"></div><button type="button" class="back">Ảnh trước</button>
    <div class="words" aria-live="polite" aria-atomic="true"></div><button type="button" class="on">Ảnh sau</button>`;
  document.body.append(viewer);
  const [count, close, stage, back, words, on] = viewer.children;
  let at, opener, start;

  const show = (number) => {
    at = (number + shots.length) % shots.length;
    const thumb = shots[at].querySelector("picture");
    const picture = thumb.cloneNode(true);
    const image = picture.querySelector("img");
    fit(picture, Math.min(innerWidth, (innerHeight * image.width) / image.height));
    image.loading = "eager";
    const under = new Image(); // stands in for what is to come
    under.src = thumb.querySelector("img").currentSrc || thumb.previousElementSibling?.src || "";
    under.alt = "";
    stage.replaceChildren(under, picture);
    count.textContent = `${at + 1} / ${shots.length}`;
    words.innerHTML = `<p class="unseen"></p>`;
    words.firstChild.textContent = `Ảnh ${at + 1} trên ${shots.length}: ${image.alt}`;
    for (const part of shots[at].parentElement.querySelectorAll(".photo-role, figcaption"))
      words.append(part.cloneNode(true));
  };

  for (const link of viewer.showModal ? links : []) {
    link.ariaHasPopup = "dialog";
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      opener = link;
      viewer.showModal();
      document.documentElement.classList.add("held");
      show(shots.findIndex((shot) => shot.href === link.href));
    };
  }
  close.onclick = () => viewer.close();
  back.onclick = () => show(at - 1);
  on.onclick = () => show(at + 1);
  back.hidden = on.hidden = shots.length < 2;
  viewer.onclose = () => {
    document.documentElement.classList.remove("held");
    opener.focus();
  };
  viewer.onkeydown = ({ key }) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (step) show(at + step);
  };

  const zoomed = () => visualViewport.scale > 1.05; // fingers pan
  visualViewport.onresize = () => stage.classList.toggle("zoomed", zoomed());
  stage.ondragstart = still;
  stage.onpointerdown = (event) => (start = event);
  stage.onpointerup = ({ clientX, clientY }) => {
    const x = clientX - start?.clientX;
    if (Math.abs(x) > Math.max(40, 1.5 * Math.abs(clientY - start.clientY)) && !zoomed()) show(at - Math.sign(x));
  };
}
