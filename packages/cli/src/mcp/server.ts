import { McpServer } from '@modelcontextprotocol/server'
import description from '../../package.json' with { type: 'json' }
import { addPrompts } from './prompts.ts'
import type { Session } from './session.ts'
import { addConfigurationTools } from './tools/configuration.ts'
import { addEmailTools } from './tools/emails.ts'
import { addEnvironmentTools } from './tools/environment.ts'
import { addEventTools } from './tools/events.ts'
import { addGuides } from './tools/guides.ts'
import { addPeopleTools } from './tools/people.ts'

const instructions = `Latchkey is an AuthKit platform that speaks the WorkOS API. These tools work in one environment of it:
get_environment says which, and whether you may change it. Before you write code, read the guide (search_guides, read_guide).
When somebody cannot sign in, look at failed_sign_ins, then at get_user.`

/** The tools, guides and prompts for coding agents. Nothing is asked of the platform before a tool is called. */
export function createServer(session: Session): McpServer {
  const server = new McpServer(
    { name: 'latchkey', title: 'Latchkey', version: description.version },
    { instructions },
  )
  addEnvironmentTools(server, session)
  addConfigurationTools(server, session)
  addPeopleTools(server, session)
  addEventTools(server, session)
  addEmailTools(server, session)
  addGuides(server)
  addPrompts(server)
  return server
}
