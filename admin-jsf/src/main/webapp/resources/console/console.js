/* Small things the browser does by itself: theme, time zone, menu, copy, chart cursors, tabs, line numbers. */
(function () {
  "use strict";

  function remember(name, value) {
    document.cookie = name + "=" + encodeURIComponent(value) + ";path=/;max-age=31536000;SameSite=Lax"
      + (location.protocol === "https:" ? ";Secure" : "");
  }

  remember("zone", Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");

  function showTheme(value) {
    document.documentElement.dataset.theme = value;
    document.querySelectorAll("[data-theme-switch] button").forEach(function (button) {
      var on = button.dataset.value === value;
      button.classList.toggle("on", on);
      button.setAttribute("aria-pressed", on);
    });
  }

  function copy(button) {
    var source = button.dataset.copy ? document.getElementById(button.dataset.copy) : button.parentElement.querySelector("pre");
    var text = source.textContent;
    var done = function () {
      button.classList.add("done");
      button.setAttribute("aria-label", "Copied");
      setTimeout(function () { button.classList.remove("done"); button.setAttribute("aria-label", "Copy"); }, 1600);
    };
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(done);
      return;
    }
    var range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    if (document.execCommand("copy")) { done(); }
  }

  function openTab(tab) {
    var tabs = tab.closest("[role=tablist]");
    tabs.querySelectorAll("[role=tab]").forEach(function (other) {
      var on = other === tab;
      other.setAttribute("aria-selected", on);
      other.tabIndex = on ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).hidden = !on;
    });
  }

  function openSpan(id, mayScroll) {
    var panel = document.getElementById("span-" + id);
    if (!panel) { return; }
    document.querySelectorAll("[data-span-panel]").forEach(function (other) { other.hidden = other !== panel; });
    document.querySelectorAll("[data-span]").forEach(function (row) { row.setAttribute("aria-current", row.dataset.span === id); });
    if (mayScroll && matchMedia("(max-width: 1080px)").matches) { panel.scrollIntoView({ block: "start" }); }
  }

  document.addEventListener("click", function (event) {
    var theme = event.target.closest("[data-theme-switch] button");
    if (theme) { remember("theme", theme.dataset.value); showTheme(theme.dataset.value); return; }
    var toggle = event.target.closest("[data-toggle]");
    if (toggle) {
      var open = document.getElementById(toggle.dataset.toggle).classList.toggle("open");
      toggle.setAttribute("aria-expanded", open);
      return;
    }
    var button = event.target.closest(".copy");
    if (button) { copy(button); return; }
    var tab = event.target.closest("[role=tab]");
    if (tab) { openTab(tab); return; }
    var span = event.target.closest("[data-span]");
    if (span) {
      event.preventDefault();
      history.replaceState(null, "", "#" + span.dataset.span);
      openSpan(span.dataset.span, true);
      return;
    }
    var row = event.target.closest("tr.link");
    if (row && !event.target.closest("a, button, input")) { row.querySelector("a").click(); }
  });

  document.addEventListener("keydown", function (event) {
    var tab = event.target.closest("[role=tab]");
    if (tab && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      var all = Array.from(tab.parentElement.querySelectorAll("[role=tab]"));
      var next = all[(all.indexOf(tab) + (event.key === "ArrowRight" ? 1 : all.length - 1)) % all.length];
      openTab(next);
      next.focus();
    }
    var row = event.target.closest("[data-span]");
    if (row && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      var rows = Array.from(document.querySelectorAll("[data-span]"));
      var other = rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
      if (other) { event.preventDefault(); other.focus(); openSpan(other.dataset.span, false); }
    }
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
      var search = document.querySelector("[data-search]");
      if (search) { event.preventDefault(); search.focus(); }
    }
  });

  /* A chart holds one line of text for each of its columns; the cursor finds the column it is over. */
  document.addEventListener("pointermove", function (event) {
    document.querySelectorAll(".chart.on").forEach(function (chart) { chart.classList.remove("on"); });
    var plot = event.target.closest && event.target.closest(".plot[data-tips]");
    if (!plot) { return; }
    var tips = JSON.parse(plot.dataset.tips);
    var box = plot.getBoundingClientRect();
    var index = Math.max(0, Math.min(tips.length - 1, Math.floor((event.clientX - box.left) / box.width * tips.length)));
    var chart = plot.closest(".chart");
    var tip = chart.querySelector(".tip");
    var x = (index + 0.5) / tips.length * box.width;
    chart.querySelector(".cursor").style.left = x + "px";
    tip.textContent = tips[index];
    chart.classList.add("on");
    tip.style.left = Math.max(-40, Math.min(box.width - tip.offsetWidth, x - tip.offsetWidth / 2)) + "px";
  });

  /* Pages ask again by themselves: whoever looks at one must see that what it shows has grown old. */
  function tellSilence(status) {
    if (document.getElementById("silence")) { return; }
    var notice = document.createElement("p");
    notice.id = "silence";
    notice.className = "notice warn";
    notice.setAttribute("role", "alert");
    notice.textContent = (status ? "The gateway could not answer (" + status + ")." : "The gateway cannot be reached.")
      + " What you see may be old, and what you just did may not have happened.";
    document.body.appendChild(notice);
  }

  function watchAnswers(jQuery) {
    var leaving = false;
    var silent = false;
    addEventListener("pagehide", function () { leaving = true; });
    addEventListener("pageshow", function () { leaving = false; });
    jQuery.ajaxPrefilter(function (options, original, request) {
      request.done(function () {
        silent = false;
        var notice = document.getElementById("silence");
        if (notice) { notice.remove(); }
      }).fail(function (_, reason) {
        // Whoever leaves a page ends its requests, and that is no failure.
        silent = reason !== "abort";
        setTimeout(function () { if (silent && !leaving) { tellSilence(request.status); } }, 300);
      });
    });
  }

  function number(editor) {
    var lines = editor.querySelector(".lines");
    var area = editor.querySelector("textarea");
    var count = area.value.split("\n").length;
    if (lines.childElementCount !== count || !lines.textContent) {
      lines.textContent = Array.from({ length: count }, function (_, i) { return i + 1; }).join("\n");
    }
    lines.scrollTop = area.scrollTop;
  }

  function dress(root) {
    root.querySelectorAll(".editor").forEach(function (editor) {
      var area = editor.querySelector("textarea");
      number(editor);
      area.addEventListener("input", function () { number(editor); });
      area.addEventListener("scroll", function () { number(editor); });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    showTheme(document.documentElement.dataset.theme || "auto");
    dress(document);
    if (window.jQuery) { watchAnswers(window.jQuery); }
    var first = document.querySelector("[data-span]");
    if (first) { openSpan(location.hash.length > 1 ? location.hash.slice(1) : first.dataset.span, false); }
    document.querySelectorAll("details[data-open=true]").forEach(function (details) { details.open = true; });
    document.querySelectorAll("form[data-auto] select:not([data-later])").forEach(function (select) {
      select.addEventListener("change", function () { select.form.requestSubmit(); });
    });
  });
})();
