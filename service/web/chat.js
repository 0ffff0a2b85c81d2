// The chat page. Texts of citizens and records are only ever set as textContent; links must be https.
const log = document.getElementById("log");
const form = document.getElementById("form");
const input = document.getElementById("text");
const send = form.querySelector("button");
const words = { greeting: "Chào anh/chị. Tôi là máy trả lời tự động của bộ phận một cửa. Anh/chị cần làm giấy tờ gì? Cứ viết như nói thường ngày.", waiting: "Đang tìm", retry: "Gửi lại", away: "Không kết nối được với hệ thống." };
const starters = ["Khai sinh cho con cần giấy tờ gì?", "Đăng ký tạm trú ở đâu?", "Làm lại căn cước mất bao lâu?"];
let token = sessionStorage.getItem("token");

function add(kind, text, before) {
  const node = document.createElement("div");
  node.className = `turn ${kind}`;
  node.textContent = text;
  log.insertBefore(node, before ?? null);
  log.scrollTop = log.scrollHeight;
  return node;
}

function chips(rows) {
  if (!rows.length) return;
  const group = document.createElement("div");
  group.className = "chips";
  for (const row of rows) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = row.title;
    button.addEventListener("click", () => ask(row.payload, row.title));
    group.append(button);
  }
  log.append(group);
  log.scrollTop = log.scrollHeight;
}

function show(replies) {
  for (const reply of replies) {
    const node = add("bot", reply.text);
    const links = reply.sources.filter((s) => s.url.startsWith("https://"));
    if (links.length) {
      const box = document.createElement("div");
      box.className = "links";
      for (const link of links) {
        const anchor = document.createElement("a");
        anchor.href = link.url;
        anchor.rel = "noopener noreferrer";
        anchor.target = "_blank";
        anchor.textContent = link.title;
        box.append(anchor);
      }
      node.append(box);
    }
    chips(reply.buttons);
  }
}

async function open() {
  const answer = await fetch("/api/v1/sessions", { method: "POST" });
  if (!answer.ok) throw await answer.json();
  token = (await answer.json()).token;
  sessionStorage.setItem("token", token);
}

async function post(text) {
  if (!token) await open();
  const options = { method: "POST", headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` }, body: JSON.stringify({ text }) };
  let answer = await fetch("/api/v1/messages", options);
  if (answer.status === 401) {
    await open();
    options.headers.Authorization = `Bearer ${token}`;
    answer = await fetch("/api/v1/messages", options);
  }
  const data = await answer.json();
  if (!answer.ok) throw data;
  return data;
}

async function ask(text, shown = text) {
  if (send.disabled) return;
  for (const old of log.querySelectorAll(".chips")) old.remove();
  add("me", shown);
  const waiting = add("bot waiting", words.waiting);
  send.disabled = true;
  try {
    const data = await post(text);
    waiting.remove();
    show(data.replies);
  } catch (problem) {
    waiting.remove();
    add("bot error", problem?.detail ?? words.away);
    if (!problem?.status || problem.status >= 429) chips([{ title: words.retry, payload: text }]);
  } finally {
    send.disabled = false;
    input.focus();
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (!text) return;
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
document.getElementById("restart").addEventListener("click", () => {
  token = null;
  sessionStorage.removeItem("token");
  log.replaceChildren();
  begin();
});

function begin() {
  add("bot", words.greeting);
  chips(starters.map((s) => ({ title: s, payload: s })));
  input.focus();
}
begin();
