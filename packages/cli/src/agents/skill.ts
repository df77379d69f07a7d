import { createHash } from 'node:crypto'
import description from '../../package.json' with { type: 'json' }

export const skillName = 'latchkey'

const summary =
  'Add sign-up, sign-in, sessions, organizations and roles to an application with AuthKit on Latchkey, the WorkOS-compatible authentication platform that one runs oneself. Use it for authentication, login, sign-in, SSO, @workos-inc packages, WORKOS_ variables, or failing sign-ins.'

/** Short, because an agent reads all of it; the guides have the rest. */
const bodyFor = (url: string) => `# Latchkey

Latchkey speaks the WorkOS API: applications use the official SDKs (\`@workos-inc/node\`,
\`authkit-nextjs\`, \`authkit-react\` …) or \`@latchkey/node\`, which is a drop-in for the first and has the
routes ready for Express, Fastify, Hono, Next.js and everything else. Here it runs at ${url}.

## The command

\`latchkey\` below is \`npx --no-install latchkey\` where it is a dependency of the project. Otherwise it
has to be installed: ask the person from where, and never let npx download what has that name.
\`--json\` makes its answers easy to read, \`latchkey help COMMAND\` explains each.

## Add AuthKit to an application

1. \`latchkey init --dry-run\` shows the patch for Express, Fastify, Hono, Node.js, Next.js, React,
   React Router, TanStack Start, SvelteKit and Astro; \`latchkey init\` makes it, and registers the
   addresses. \`latchkey undo\` takes it back.
2. For another project read ${url}/docs/other-frameworks.md (Koa, NestJS, hapi, Elysia and the rest) and do
   the same: sign-in endpoint, callback, session, sign-out. Compose with what is there; replace no route,
   middleware or layout. \`latchkey redirect create URI\` registers the callback.
3. Type-check, build, start, sign up. A development server keeps its mails:
   \`curl '${url}/_dev/emails?to=ADDRESS'\` has the code.

## Settings

| name | what |
| --- | --- |
| \`LATCHKEY_URL\` | where Latchkey is; official SDKs take host, port and https instead |
| \`WORKOS_API_KEY\`, \`WORKOS_CLIENT_ID\` | of the environment, on the Overview page of ${url}/dashboard |
| \`WORKOS_COOKIE_PASSWORD\` | seals sessions, 32 characters or more |
| \`WORKOS_REDIRECT_URI\` | the callback, as it is registered |

## Rules

- Keys stand in the environment file of the framework, which git ignores. Never in code, never in the
  browser: pages get the client ID alone. Do not print or read that file: ask for what is missing.
- The redirect URI of the code and the one that is registered are the same, character by character.
- Verify sessions on the server, at each protected route. Ask about permissions, not about roles.
- A middleware that redirects must let the callback and the sign-in endpoint through.

## When something fails

- \`latchkey event list\` tells why sign-ins were refused; each refusal of the API says what to do.
- \`latchkey doctor\` compares the application with the platform; \`latchkey doctor --fix\` mends what it may.
- \`latchkey verify-login\` signs a throw-away person in, which tells the platform from the application.
- The tools of \`latchkey mcp\` do the same, if you have them: get_environment, failed_sign_ins, get_user,
  read_emails, configure_application.

## More

${url}/llms.txt lists the guides: testing with inbox and clock, sessions, organizations and roles,
webhooks, production.
`

const checksumOf = (body: string) => createHash('sha256').update(body).digest('hex').slice(0, 16)

/** https://agentskills.io/specification. The checksum tells a skill as we wrote it from one that was changed. */
export function skillFor(url: string): string {
  const body = bodyFor(url)
  return `---
name: ${skillName}
description: ${summary}
license: MIT
metadata:
  written-by: latchkey ${description.version}
  checksum: "${checksumOf(body)}"
---

${body}`
}

/** Whether this is a skill of ours, of whatever version, that nobody has changed since. */
export function isOurs(skill: string): boolean {
  const [, checksum, body] =
    /^---\nname: latchkey\n[\s\S]*?\n {2}checksum: "(\w+)"\n---\n\n([\s\S]*)$/.exec(skill) ?? []
  return body !== undefined && checksumOf(body) === checksum
}
