import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'

export function addPrompts(server: McpServer): void {
  server.registerPrompt(
    'add_authkit',
    {
      title: 'Add AuthKit to this app',
      description: 'Sign-up, sign-in, sessions and sign-out, with the guide for the framework.',
      argsSchema: z.object({
        framework: z.string().max(100).optional().describe('Such as express; found when left out'),
      }),
    },
    ({ framework }) => asUser(addAuthKit(framework)),
  )

  server.registerPrompt(
    'explain_sign_in',
    {
      title: 'Why can they not sign in?',
      description: 'Looks at the events, the user and the settings of the environment.',
      argsSchema: z.object({ email: z.string().max(320).describe('The address of the person') }),
    },
    ({ email }) => asUser(explainSignIn(email)),
  )
}

const asUser = (text: string) => ({
  messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }],
})

const addAuthKit = (
  framework: string | undefined,
) => `Add AuthKit to the application in this folder.

1. Run \`npx --no-install latchkey init --dry-run\`. If latchkey is not installed here, ask me from where to install it; do not let npx download it. If it knows the project, show me its patch and run it without --dry-run.
2. Otherwise read the guide for ${framework ?? 'the framework of this project'} (search_guides, read_guide); where there is none, other-frameworks. Follow it: compose with the routes, middleware and layouts that are there, replace none.
3. Register the addresses with configure_application: redirect URI, sign-out redirect, sign-in endpoint, homepage. Pages that sign in by themselves need their origin in cors_origins.
4. Put the keys into the environment file that the framework reads, and see that git ignores it. Never write a key into code.
5. Type-check and build. Then sign up with an address of your own and read its code with read_emails.`

const explainSignIn = (
  email: string,
) => `${email} cannot sign in. Find out why, and tell me what to do. Change nothing.

1. failed_sign_ins for this address: the reason of the last attempts.
2. get_user: is there such a user, is the address verified, are the memberships active?
3. get_environment: do redirect URIs and sign-in endpoint fit the application?
4. list_events around the moment of the attempt, if that did not say it.`
