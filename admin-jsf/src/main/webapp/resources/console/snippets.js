/* A call as code. Texts become literals by JSON's rules, which all of these languages share for them. */
(function () {
  "use strict";

  function quoted(value) { return JSON.stringify(value); }

  function indented(value, by) { return JSON.stringify(value, null, 2).replace(/\n/g, "\n" + " ".repeat(by)); }

  function python(value, by) {
    return indented(value, by).replace(/("(?:[^"\\]|\\.)*")|\btrue\b|\bfalse\b|\bnull\b/g, function (found, text) {
      return text || { "true": "True", "false": "False", "null": "None" }[found];
    });
  }

  function text(content) {
    if (typeof content === "string") { return content; }
    return (content || []).map(function (part) { return part.text || ""; }).join("");
  }

  function sampling(body, names) {
    return Object.keys(names).filter(function (name) { return body[name] !== undefined; }).map(function (name) {
      return "        ." + names[name] + "(" + quoted(body[name]) + ")\n";
    }).join("");
  }

  var languages = {
    "curl": function (body, base) {
      return "curl " + base + "/v1/chat/completions \\\n  -H \"Authorization: Bearer $GATEWAY_API_KEY\" \\\n"
        + "  -H 'Content-Type: application/json' \\\n" + (body.stream ? "  -N \\\n" : "")
        + "  -d '" + JSON.stringify(body, null, 2).replace(/'/g, "'\\''") + "'";
    },
    "Python": function (body, base) {
      var fields = Object.keys(body).map(function (name) { return "    " + name + "=" + python(body[name], 4) + ",\n"; }).join("");
      return "import os\nfrom openai import OpenAI\n\nclient = OpenAI(base_url=" + quoted(base + "/v1") + ", api_key=os.environ[\"GATEWAY_API_KEY\"])\n\n"
        + (body.stream ? "for chunk in " : "answer = ") + "client.chat.completions.create(\n" + fields + ")"
        + (body.stream ? ":\n    if chunk.choices:\n        print(chunk.choices[0].delta.content or \"\", end=\"\")" : "\nprint(answer.choices[0].message.content)");
    },
    "JavaScript": function (body, base) {
      return "import OpenAI from \"openai\";\n\nconst client = new OpenAI({ baseURL: " + quoted(base + "/v1") + ", apiKey: process.env.GATEWAY_API_KEY });\n\n"
        + "const answer = await client.chat.completions.create(" + indented(body, 0) + ");\n"
        + (body.stream ? "for await (const chunk of answer) {\n  process.stdout.write(chunk.choices[0]?.delta?.content ?? \"\");\n}" : "console.log(answer.choices[0].message.content);");
    },
    "Java": function (body, base) {
      var messages = body.messages.map(function (message) {
        var kind = { system: "addSystemMessage", assistant: "addAssistantMessage" }[message.role] || "addUserMessage";
        return "        ." + kind + "(" + quoted(text(message.content)) + ")\n";
      }).join("");
      return "OpenAIClient client = OpenAIOkHttpClient.builder()\n        .baseUrl(" + quoted(base + "/v1") + ")\n        .apiKey(System.getenv(\"GATEWAY_API_KEY\"))\n        .build();\n\n"
        + "ChatCompletion answer = client.chat().completions().create(ChatCompletionCreateParams.builder()\n        .model(" + quoted(body.model) + ")\n" + messages
        + sampling(body, { temperature: "temperature", top_p: "topP", max_completion_tokens: "maxCompletionTokens" })
        + "        .build());\nSystem.out.println(answer.choices().get(0).message().content().orElse(\"\"));";
    },
    "LangChain4j": function (body, base) {
      var messages = body.messages.map(function (message) {
        var kind = { system: "SystemMessage", assistant: "AiMessage" }[message.role] || "UserMessage";
        return "        " + kind + ".from(" + quoted(text(message.content)) + ")";
      }).join(",\n");
      return "ChatModel model = OpenAiChatModel.builder()\n        .baseUrl(" + quoted(base + "/v1") + ")\n        .apiKey(System.getenv(\"GATEWAY_API_KEY\"))\n        .modelName(" + quoted(body.model) + ")\n"
        + sampling(body, { temperature: "temperature", top_p: "topP", max_completion_tokens: "maxCompletionTokens" })
        + "        .build();\n\nSystem.out.println(model.chat(\n" + messages + ").aiMessage().text());";
    }
  };

  window.snippets = languages;
})();
