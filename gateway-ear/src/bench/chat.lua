-- wrk's request: one chat completion; WAIT=50 has the upstream take its time.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("KEY")
wrk.body = string.format(
  '{"model":"%s","messages":[{"role":"system","content":"Answer briefly."},{"role":"user","content":"What does the quick brown fox do? %s"}],"temperature":0.2}',
  os.getenv("MODEL") or "bench/bench", os.getenv("WAIT") and ("wait " .. os.getenv("WAIT")) or "")
