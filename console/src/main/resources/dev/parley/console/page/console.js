// What scripts add to pages that can be read without them: charts, clocks, what happens meanwhile, and the check of a
// transcript. Nothing here puts words of others into the page as markup; that is the server's doing, which escapes them.
"use strict";
document.documentElement.classList.add("scripted");

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// A custom property with light-dark() has no colour of its own: a hidden element resolves it.
const resolved = (name) => {
  const probe = document.createElement("span");
  probe.className = "hidden";
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
};

const axes = () => {
  const grid = resolved("--line");
  const text = resolved("--soft");
  return {
    x: { grid: { color: grid }, ticks: { color: text, maxTicksLimit: 12 } },
    y: { grid: { color: grid }, ticks: { color: text }, beginAtZero: false },
  };
};

// A broken line at a value that says something.
const marked = (value, ink, lying) => ({
  id: "marked",
  afterDatasetsDraw: ({ ctx, chartArea, scales }) => {
    const at = (lying ? scales.x : scales.y).getPixelForValue(value);
    ctx.save();
    ctx.strokeStyle = ink;
    ctx.setLineDash([3, 3]);
    ctx.beginPath();
    ctx.moveTo(lying ? at : chartArea.left, lying ? chartArea.top : at);
    ctx.lineTo(lying ? at : chartArea.right, lying ? chartArea.bottom : at);
    ctx.stroke();
    ctx.restore();
  },
});

// Bars lie, so that their labels can be read on a phone too; every second kind is hollow, for who cannot tell the colours.
const bars = (canvas, labels, series, options) => {
  Chart.getChart(canvas)?.destroy();
  canvas.parentElement.style.height = `${labels.length * (series.length * 10 + 8) + 80}px`;
  const { x, y } = axes();
  const inks = series.map((_, i) => resolved(`--side${i % 4}`));
  return new Chart(canvas, {
    type: "bar",
    data: {
      labels,
      datasets: series.map((kind, i) => ({
        label: kind.name,
        data: kind.values,
        borderColor: inks[i],
        backgroundColor: i % 2 ? "transparent" : inks[i],
        borderWidth: 1.5,
        borderSkipped: false,
        pointStyle: "rect",
      })),
    },
    options: {
      indexAxis: "y",
      animation: false,
      maintainAspectRatio: false,
      plugins: {
        legend: { display: series.length > 1, labels: { color: resolved("--fore"), usePointStyle: true } },
      },
      scales: {
        x: { ...y, min: 0, max: options.most },
        y: {
          grid: { display: false },
          ticks: { ...x.ticks, autoSkip: false, font: { size: canvas.parentElement.clientWidth < 500 ? 10 : 12 } },
        },
      },
    },
    plugins: options.mark === undefined ? [] : [marked(options.mark, resolved("--fore"), true)],
  });
};

const drawn = (canvas, type, labels, series, options) => {
  Chart.getChart(canvas)?.destroy();
  const scales = axes();
  const paired = series.length > 4; // Both of a pair have one colour, the second is broken and hollow.
  const look = (i) => (paired ? Math.floor(i / 2) : i) % 4;
  if (options?.fromZero) {
    scales.y.beginAtZero = true;
    scales.y.suggestedMax = 1;
  }
  if (options?.most) {
    scales.y.min = 0;
    scales.y.max = options.most;
  }
  return new Chart(canvas, {
    type,
    data: {
      labels,
      datasets: series.map((line, i) => {
        const ink = resolved(line.points ? "--bad" : `--side${look(i)}`);
        return {
          label: line.name,
          data: line.values,
          borderColor: ink,
          backgroundColor: ink,
          pointBackgroundColor: paired && i % 2 ? resolved("--card") : ink,
          borderDash: i % 2 ? [7, 4] : [],
          pointStyle: ["circle", "rect", "triangle", "rectRot"][look(i)],
          pointRadius: line.points ? 7 : options?.bare ? 0 : 4,
          borderWidth: 2,
          spanGaps: true,
          stepped: options?.stepped ?? false,
          showLine: !line.points,
          order: line.points ? -1 : 0,
        };
      }),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      plugins: {
        legend: { display: series.length > 1, labels: { color: resolved("--fore"), usePointStyle: true } },
      },
      scales,
    },
    plugins: options?.mark === undefined ? [] : [marked(options.mark, resolved("--fore"), false)],
  });
};

// A number in an attribute, if it is there.
const number = (text) => (text === undefined ? undefined : Number(text));

const draw = (root) => {
  for (const canvas of root.querySelectorAll("canvas[data-rate]")) {
    const values = JSON.parse(canvas.dataset.rate);
    const labels = values.map((_, i) => `-${(values.length - 1 - i) * 5} s`);
    drawn(canvas, "line", labels, [{ name: "messages a second", values }], { bare: true, fromZero: true });
  }
  for (const canvas of root.querySelectorAll("canvas[data-curve]")) {
    const { labels, series } = JSON.parse(canvas.dataset.curve);
    const { most, mark } = canvas.dataset;
    drawn(canvas, "line", labels, series, { most: number(most), mark: number(mark) });
  }
  for (const canvas of root.querySelectorAll("canvas[data-bars]")) {
    const { labels, series } = JSON.parse(canvas.dataset.bars);
    const { most, mark } = canvas.dataset;
    bars(canvas, labels, series, { most: number(most), mark: number(mark) });
  }
  for (const canvas of root.querySelectorAll("canvas[data-score]")) {
    const { labels, series } = JSON.parse(canvas.dataset.score);
    drawn(canvas, "line", labels, series, { most: 100, stepped: true, bare: labels.length > 40 });
  }
};

// How long until something is due, beside when.
const tick = () => {
  for (const time of document.querySelectorAll("time[data-until]")) {
    const left = Math.round((new Date(time.dateTime) - Date.now()) / 1000);
    const size = Math.abs(left);
    const words =
      size >= 86400 ? `${Math.floor(size / 86400)} d ${Math.floor((size % 86400) / 3600)} h`
      : size >= 3600 ? `${Math.floor(size / 3600)} h ${Math.floor((size % 3600) / 60)} min`
      : size >= 60 ? `${Math.floor(size / 60)} min ${size % 60} s`
      : `${size} s`;
    time.title ||= time.textContent;
    time.textContent = left >= 0 ? `in ${words}` : `${words} ago`;
  }
};

document.addEventListener("DOMContentLoaded", () => {
  draw(document);
  tick();
  setInterval(tick, 1000);
});

document.body.addEventListener("htmx:afterSettle", (event) => {
  draw(event.detail.elt);
  tick();
});

// A stream that comes back may say again what is here already.
document.body.addEventListener("htmx:sseBeforeMessage", (event) => {
  const id = /^\s*<li id="(m[0-9]+)"/.exec(event.detail.data)?.[1];
  if (id && document.getElementById(id)) {
    event.preventDefault();
  }
});

// Once all is said, nothing is waited for.
document.body.addEventListener("htmx:sseClose", (event) => {
  for (const waiting of event.target.querySelectorAll(".live")) waiting.remove();
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw(document));

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-verify]");
  if (!button) return;
  button.disabled = true;
  const place = document.getElementById("verdict");
  place.textContent = "Fetching the transcript and checking it here …";
  try {
    const { verify } = await import(button.dataset.script);
    const response = await fetch(button.dataset.verify);
    if (!response.ok) throw new Error(`the node answers ${response.status}`);
    const verdict = await verify(new Uint8Array(await response.arrayBuffer()), button.dataset.session);
    place.replaceChildren(...shown(verdict));
  } catch (error) {
    place.textContent = `The check could not be made: ${error.message}`;
  } finally {
    button.disabled = false;
  }
});

const shown = (verdict) => {
  const box = document.createElement("div");
  box.className = `notice ${verdict.good ? "good" : "bad"}`;
  const head = document.createElement("b");
  head.textContent = verdict.good ? "It holds." : "It does not hold.";
  const list = document.createElement("ul");
  for (const line of verdict.lines) {
    const item = document.createElement("li");
    item.textContent = line;
    list.append(item);
  }
  box.append(head, list);
  return [box];
};
