/** What the description begins with: the few things that all calls have in common. Markdown. `task` is its example. */
export const guideFor = (address: string, task: string) =>
  `
Start a run, wait for it without polling, print its output:

\`\`\`sh
run=$(curl -s -X POST ${address}/api/tasks/${task}/runs \\
  -H 'Content-Type: application/json' -H 'Prefer: wait=60' -d '{}')
echo "$run" | jq '.status, .output'
\`\`\`

- **Waiting.** With \`Prefer: wait=60\` a start is answered when the run has ended, or after 60 seconds. Every GET has
  an \`ETag\`; sent back as \`If-None-Match\` together with \`Prefer: wait=60\`, the answer comes as soon as something has
  changed, else 304. So a run of any length, a list or a log can be followed without asking again and again.
- **Files.** What a task has left: \`curl -O ${address}/api/runs/ID/files/NAME\`, and without a name the list. What it
  is to be given: \`POST /api/files\`, whose \`id\` is then the input.
- **Accepted is durable.** Once a start was answered with 2xx, the run is kept, whatever is killed or unplugged.
- **Twice is once.** With an \`Idempotency-Key\` a start can be sent again, within 24 hours, without making a second run.
- **Logging in.** Where a password is set: \`Authorization: Bearer PASSWORD\`, or Basic with a name of your choice.
- **Problems** are JSON (RFC 9457) with a \`code\`, a sentence in \`detail\`, and \`errors\` that point at fields.
- Times are ISO 8601 in UTC, names are camelCase, and what is here only ever grows.
`.trim()
