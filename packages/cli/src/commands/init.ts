import { defineCommand } from '../command/command.ts'
import type { Context } from '../command/context.ts'
import { defaultBudget } from '../installer/agent/budget.ts'
import type { AgentOptions } from '../installer/agent/find-engine.ts'
import { providerNames } from '../installer/agent/model.ts'
import { frameworks } from '../installer/frameworks/frameworks.ts'
import { install } from '../installer/install.ts'
import type { EngineFinder } from '../installer/integrate.ts'
import { planInstallation } from '../installer/plan.ts'
import { showInstalled, showPlan } from '../installer/show.ts'
import { askAboutApplication } from '../installer/steps/ask-about-application.ts'
import { yes } from './options.ts'

export const command = defineCommand({
  description: `Finds the framework, starts a platform when none answers, registers the application there,
installs the SDK, writes settings and code, and runs the project's own checks. Everything or nothing:
what fails is taken back, and \`latchkey undo\` takes back what succeeded. Run again, it changes nothing.`,
  examples: [
    ['latchkey init', 'In the folder of an application'],
    ['latchkey init --dry-run', 'Shows what it would do, as a patch'],
    ['latchkey init --model anthropic', 'Lets a model do it where no recipe fits'],
    [
      'latchkey init --url https://auth.example.com --api-key sk_test_…',
      'For a platform elsewhere',
    ],
  ],
  options: {
    framework: {
      type: 'string',
      choices: frameworks.map(({ id }) => id),
      summary: 'What the application is made with; found out when left out',
    },
    clientId: { type: 'string', value: 'ID', summary: 'Client ID of the environment' },
    newPlatform: {
      type: 'boolean',
      summary: 'Start a platform for this project, also where another one runs',
    },
    dryRun: { type: 'boolean', summary: 'Show what would be done, and do nothing' },
    ask: {
      type: 'boolean',
      summary: 'Ask first; where nobody can be asked, show what it would do',
    },
    allowDirty: { type: 'boolean', summary: 'Go on with changes that are not committed' },
    replaceSettings: { type: 'boolean', summary: 'Replace settings of another platform' },
    model: {
      type: 'string',
      value: 'PROVIDER/NAME',
      summary: `Let this model do what no recipe does: ${providerNames()} (LATCHKEY_MODEL)`,
    },
    agent: { type: 'boolean', summary: 'Let the model do it even where a recipe would' },
    maxTokens: {
      type: 'number',
      min: 1000,
      default: defaultBudget.tokens,
      summary: 'What the model may use up, repairs included',
    },
    maxMinutes: {
      type: 'number',
      min: 1,
      default: defaultBudget.minutes,
      summary: 'How long the model may take, repairs included',
    },
    yes: { ...yes, summary: 'Do not ask first, and keep what a model wrote' },
    skipChecks: { type: 'boolean', summary: "Leave the project's type check and build out" },
  },
  connects: true,
  async run(context, input) {
    const findEngine = finderFor(context, input)
    const asks = input.ask && !input.yes
    if (asks && context.ask.isPossible) await askAboutApplication(context, input)
    if (input.dryRun || (asks && !context.ask.isPossible))
      showPlan(context, await planInstallation(context, input, findEngine))
    else showInstalled(context, await install(context, input, findEngine))
    return undefined
  },
})

/** The engine and its providers are heavy: they are loaded when a recipe is not enough. */
function finderFor(context: Context, options: AgentOptions): EngineFinder {
  return async (need) => {
    if (need === 'asked' && !options.agent) return null
    const { engineFinder } = await import('../installer/agent/find-engine.ts')
    return engineFinder(context, options)(need)
  }
}
