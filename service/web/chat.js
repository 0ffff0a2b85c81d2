// The chat page. Texts of citizens and records are only ever set as textContent; links must be https.
const log = document.getElementById("log");
const form = document.getElementById("form");
const input = document.getElementById("text");
const send = form.querySelector("button");
const words = JSON.parse(document.getElementById("wording").textContent);
const hasKeyboard = matchMedia("(pointer: fine)").matches; // on a phone focus would raise the keyboard over the answer
let token = null;
let conversation = 0; // answers to a conversation that was left are dropped

function element(tag, className, text = "") {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}

function add(node) {
  log.append(node);
  log.scrollTop = log.scrollHeight;
  return node;
}

function chips(rows) {
  if (!rows.length) return;
  const group = element("div", "chips");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", words.choices);
  for (const { title, act } of rows) {
    const button = element("button", "", title);
    button.type = "button";
    button.addEventListener("click", act);
    group.append(button);
  }
  add(group);
}

function links(sources) {
  const box = element("div", "links");
  for (const source of sources.filter((s) => s.url.startsWith("https://"))) {
    const anchor = element("a", "", source.title);
    anchor.href = source.url;
    anchor.rel = "noopener noreferrer";
    anchor.target = "_blank";
    box.append(anchor);
  }
  return box;
}

function show(replies) {
  let first = null;
  for (const reply of replies) {
    const node = element("div", "turn bot", reply.text);
    const sources = links(reply.sources);
    if (sources.children.length) node.append(sources);
    add(node);
    first ??= node;
    chips(reply.buttons.map(({ title, payload }) => ({ title, act: () => ask(payload, title) })));
  }
  // a long answer is read from its beginning
  if (first && log.scrollHeight - first.offsetTop > log.clientHeight) first.scrollIntoView({ block: "start" });
}

async function open() {
  const answer = await fetch("/api/v1/sessions", { method: "POST" });
  if (!answer.ok) throw await answer.json();
  token = (await answer.json()).token;
}

async function post(text, again = true) {
  if (!token) await open();
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
  const answer = await fetch("/api/v1/messages", { method: "POST", headers, body: JSON.stringify({ text }) });
  if (answer.status === 401 && again) {
    token = null; // expired: the citizen need not know
    return post(text, false);
  }
  const data = await answer.json();
  if (!answer.ok) throw data;
  return data;
}

async function ask(text, shown = text) {
  if (send.disabled) return;
  const asked = conversation;
  for (const old of log.querySelectorAll(".chips")) old.remove();
  const mine = add(element("div", "turn me", shown));
  const waiting = add(element("div", "turn bot waiting", words.waiting));
  send.disabled = true;
  try {
    const data = await post(text);
    if (asked === conversation) show(data.replies);
  } catch (problem) {
    if (asked === conversation) failed(problem, mine, text, shown);
  } finally {
    waiting.remove();
    if (asked === conversation) {
      send.disabled = false;
      if (hasKeyboard) input.focus();
    }
  }
}

function failed(problem, mine, text, shown) {
  const error = add(element("div", "turn bot error", problem?.detail ?? words.away));
  if (problem?.status && problem.status < 429) return; // the same text would be refused again
  const again = () => {
    error.remove();
    mine.remove();
    ask(text, shown);
  };
  chips([{ title: words.retry, act: again }]);
}

function begin() {
  conversation += 1;
  token = null;
  log.replaceChildren();
  send.disabled = false;
  add(element("div", "turn bot", words.greeting));
  chips(words.starters.map((title) => ({ title, act: () => ask(title) })));
  if (hasKeyboard) input.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (!text || send.disabled) return;
  input.value = "";
  input.style.height = "";
  ask(text);
});
input.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
input.addEventListener("input", () => {
  input.style.height = "";
  input.style.height = `${input.scrollHeight + 2}px`;
});
document.getElementById("restart").addEventListener("click", begin);
begin();
