/* The playground: a conversation with a model, its answer as it comes, and what it took. */
(function () {
  "use strict";

  var g = window.gateway;
  var page = document.getElementById("playground");
  if (!page) { return; }

  var turns = [];
  var pictures = [];
  var running = null;
  var language = "curl";
  var LARGEST = 8 << 20;

  function by(id) { return document.getElementById(id); }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) { made.className = className; }
    if (text !== undefined) { made.textContent = text; }
    return made;
  }

  function number(id) { return by(id).value === "" ? undefined : Number(by(id).value); }

  function tools() {
    var text = by("tools").value.trim();
    by("toolsProblem").textContent = "";
    if (!text) { return undefined; }
    try {
      var read = JSON.parse(text);
      if (Array.isArray(read)) { return read; }
      by("toolsProblem").textContent = "A list of tools is expected.";
    } catch (problem) {
      by("toolsProblem").textContent = problem.message;
    }
    return undefined;
  }

  function asked() {
    var messages = [];
    if (by("system").value.trim()) { messages.push({ role: "system", content: by("system").value.trim() }); }
    turns.forEach(function (turn) { messages.push(turn); });
    var body = { model: by("model").value, messages: messages };
    var parameters = { temperature: number("temperature"), top_p: number("topP"), max_completion_tokens: number("maxTokens"),
      reasoning_effort: by("effort").value || undefined, tools: tools() };
    Object.keys(parameters).forEach(function (name) { if (parameters[name] !== undefined) { body[name] = parameters[name]; } });
    if (by("stream").checked) { body.stream = true; }
    return body;
  }

  function shownInCode() {
    var body = asked();
    var draft = content();
    if (draft) { body.messages = body.messages.concat([{ role: "user", content: draft }]); }
    if (!body.messages.length) { body.messages = [{ role: "user", content: "Hello" }]; }
    body.messages = body.messages.map(function (message) {
      if (!Array.isArray(message.content)) { return message; }
      return Object.assign({}, message, { content: message.content.map(function (part) {
        return part.type === "image_url" ? { type: "image_url", image_url: { url: "data:image/png;base64,…" } } : part;
      }) });
    });
    by("snippet").textContent = window.snippets[language](body, location.origin);
  }

  function content() {
    var text = by("question").value.trim();
    if (!pictures.length) { return text; }
    var parts = text ? [{ type: "text", text: text }] : [];
    return parts.concat(pictures.map(function (url) { return { type: "image_url", image_url: { url: url } }; }));
  }

  function showPictures() {
    var place = by("pictures");
    place.textContent = "";
    pictures.forEach(function (url, at) {
      var button = element("button", "picture");
      button.type = "button";
      button.setAttribute("aria-label", "Remove image " + (at + 1));
      var image = element("img");
      image.src = url;
      image.alt = "";
      button.appendChild(image);
      button.addEventListener("click", function () { pictures.splice(at, 1); showPictures(); });
      place.appendChild(button);
    });
  }

  function turn(role, said) {
    var nothing = by("nothing");
    if (nothing) { nothing.remove(); }
    var article = element("article", "turn " + role);
    article.appendChild(element("h3", "", role === "user" ? "You" : by("model").value));
    var body = element("div", "turn-text");
    if (typeof said === "string") {
      body.textContent = said;
    } else {
      said.forEach(function (part) {
        if (part.type === "text") { body.appendChild(element("span", "", part.text)); return; }
        var image = element("img");
        image.src = part.image_url.url;
        image.alt = "An image you sent";
        body.appendChild(image);
      });
    }
    article.appendChild(body);
    by("turns").appendChild(article);
    article.scrollIntoView({ block: "end" });
    return article;
  }

  /* What the answer adds up to, streamed or not. */
  function Answer(article) {
    this.text = "";
    this.thought = "";
    this.calls = [];
    this.usage = null;
    this.article = article;
    this.body = article.querySelector(".turn-text");
  }

  Answer.prototype.add = function (message) {
    var answer = this;
    this.thought += message.reasoning_content || "";
    if (typeof message.content === "string") { this.text += message.content; }
    (message.tool_calls || []).forEach(function (piece, at) {
      var index = piece.index === undefined ? at : piece.index;
      var call = answer.calls[index] = answer.calls[index] || { id: "", type: "function", function: { name: "", arguments: "" } };
      call.id = piece.id || call.id;
      var told = piece.function || {};
      call.function.name += told.name || "";
      call.function.arguments += told.arguments || "";
    });
    this.show();
  };

  Answer.prototype.show = function () {
    var body = this.body;
    body.textContent = "";
    if (this.thought) {
      var details = element("details", "thought");
      details.append(element("summary", "", "Reasoning"), element("div", "", this.thought));
      body.appendChild(details);
    }
    body.appendChild(element("span", "answer-text", this.text));
    this.calls.forEach(function (call) {
      var card = element("div", "tool-call");
      card.append(element("strong", "mono", call.function.name), element("pre", "", call.function.arguments));
      body.appendChild(card);
    });
    this.article.scrollIntoView({ block: "end" });
  };

  Answer.prototype.message = function () {
    var message = { role: "assistant", content: this.text || null };
    if (this.calls.length) { message.tool_calls = this.calls.filter(Boolean); }
    return message;
  };

  function figures(article, facts) {
    var foot = article.querySelector(".turn-foot");
    if (!foot) {
      foot = element("footer", "turn-foot");
      article.appendChild(foot);
    }
    foot.textContent = "";
    facts.forEach(function (fact) { foot.appendChild(fact); });
  }

  function fact(label, value) {
    var made = element("span", "fact");
    made.append(element("small", "", label), document.createTextNode(" " + value));
    return made;
  }

  function told(article, traceId, millis, first, usage) {
    var facts = [fact("took", Math.round(millis) + " ms")];
    if (first) { facts.push(fact("first token", Math.round(first) + " ms")); }
    if (usage) { facts.push(fact("tokens", usage.prompt_tokens + " in, " + usage.completion_tokens + " out")); }
    var link = traceId ? element("a", "", "Trace") : null;
    if (link) { link.href = g.traceAddress(traceId); }
    var cost = fact("cost", "…");
    cost.classList.add("cost");
    figures(article, facts.concat([cost], link ? [link] : []));
    if (!traceId) { cost.remove(); return; }
    g.root(traceId, Date.now() + 45000).then(function (span) {
      if (!span) { cost.lastChild.textContent = " told in the trace"; return; }
      cost.lastChild.textContent = " " + g.money(g.attribute(span, "tfy.model.metric.cost_in_usd"));
      var read = g.attribute(span, "tfy.model.metric.input_tokens");
      if (!usage && read !== undefined) {
        cost.before(fact("tokens", read + " in, " + g.attribute(span, "tfy.model.metric.output_tokens") + " out"));
      }
    }).catch(function () { cost.lastChild.textContent = " told in the trace"; });
  }

  function events(reader, each) {
    var decoder = new TextDecoder();
    var rest = "";
    function more() {
      return reader.read().then(function (piece) {
        rest += piece.done ? "\n" : decoder.decode(piece.value, { stream: true });
        var lines = rest.split(/\r?\n/);
        rest = lines.pop();
        lines.forEach(function (line) {
          if (line.indexOf("data:") === 0 && line.indexOf("[DONE]") < 0) { each(JSON.parse(line.slice(5))); }
        });
        return piece.done ? null : more();
      });
    }
    return more();
  }

  function busy(on) {
    by("send").hidden = on;
    by("stop").hidden = !on;
    by("state").textContent = on ? "Answering" : "";
  }

  function send() {
    var said = content();
    if (!said.length || running) { return; }
    tools();
    if (by("toolsProblem").textContent) { by("tools").focus(); return; }
    turns.push({ role: "user", content: said });
    turn("user", said);
    by("question").value = "";
    pictures = [];
    showPictures();
    var article = turn("assistant", "");
    var answer = new Answer(article);
    var began = performance.now();
    var first = 0;
    var traceId = null;
    var body = asked();
    if (body.stream) { body.stream_options = { include_usage: true }; }
    running = new AbortController();
    busy(true);
    g.post("/v1/chat/completions", body, running.signal)
      .then(function (response) {
        traceId = response.headers.get("x-tfy-trace-id");
        if (!response.ok) { return g.failure(response).then(function (error) { throw error; }); }
        if (!body.stream) {
          return response.json().then(function (whole) { answer.usage = whole.usage; answer.add(whole.choices[0].message); });
        }
        return events(response.body.getReader(), function (chunk) {
          if (chunk.error) { throw new Error(chunk.error.message); }
          answer.usage = chunk.usage || answer.usage;
          (chunk.choices || []).forEach(function (choice) {
            first = first || performance.now() - began;
            answer.add(choice.delta || {});
          });
        });
      })
      .then(function () { turns.push(answer.message()); })
      .catch(function (error) {
        var stopped = error.name === "AbortError";
        article.appendChild(element("p", stopped ? "hint" : "failure", stopped ? "Stopped." : error.message));
        if (answer.text) { turns.push(answer.message()); } else { turns.pop(); }
      })
      .finally(function () {
        running = null;
        busy(false);
        told(article, traceId, performance.now() - began, first, answer.usage);
        shownInCode();
        by("question").focus();
      });
  }

  function hint() {
    var chosen = by("model").selectedOptions[0];
    by("modelHint").textContent = chosen ? chosen.dataset.hint || "" : "";
  }

  function price(model) {
    var facts = [];
    if (model.context_window) { facts.push((model.context_window / 1000).toLocaleString() + "k context"); }
    if (model.cost) {
      var factor = model.cost.metric === "per_1000_tokens" ? 1000 : 1;
      facts.push(g.money(model.cost.input * factor) + " in, " + g.money(model.cost.output * factor) + " out, a million tokens");
    }
    return facts.join(" · ");
  }

  function models() {
    var wanted = new URLSearchParams(location.search).get("model");
    return g.call("/v1/models").then(function (answer) { return answer.json(); }).then(function (list) {
      (list.data || []).filter(function (model) { return (model.model_types || ["chat"]).indexOf("chat") >= 0; })
        .forEach(function (model) {
          var option = element("option", "", model.id);
          option.value = model.id;
          option.dataset.hint = price(model);
          option.selected = model.id === wanted;
          by("model").appendChild(option);
        });
      if (!by("model").options.length) { by("state").textContent = "There is no model you may use yet."; }
      hint();
      shownInCode();
    }).catch(function (error) { by("state").textContent = error.message; });
  }

  Object.keys(window.snippets).forEach(function (name) {
    var button = element("button", name === language ? "on" : "", name);
    button.type = "button";
    button.addEventListener("click", function () {
      language = name;
      by("languages").querySelectorAll("button").forEach(function (other) { other.classList.toggle("on", other === button); });
      shownInCode();
    });
    by("languages").appendChild(button);
  });

  by("ask").addEventListener("submit", function (event) { event.preventDefault(); send(); });
  by("question").addEventListener("keydown", function (event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
  });
  by("stop").addEventListener("click", function () { if (running) { running.abort(); } });
  by("clear").addEventListener("click", function () {
    if (running) { running.abort(); }
    turns = [];
    by("turns").textContent = "";
    shownInCode();
    by("question").focus();
  });
  by("picture").addEventListener("change", function () {
    Array.prototype.forEach.call(this.files, function (file) {
      if (file.size > LARGEST) { by("state").textContent = file.name + " is larger than 8 MiB."; return; }
      var reader = new FileReader();
      reader.onload = function () { pictures.push(reader.result); showPictures(); };
      reader.readAsDataURL(file);
    });
    this.value = "";
  });
  page.addEventListener("input", shownInCode);
  by("model").addEventListener("change", hint);
  models();
})();
