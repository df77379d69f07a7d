import { group, verbs } from '../../command/command.ts'

const inDashboard = 'in the dashboard, under Feature flags'
const byFile = `${inDashboard}, or by latchkey config apply`

export const featureFlag = group(
  'Switches in your application, on for some',
  verbs(() => import('./commands.ts'), {
    list: 'List flags, or those that are on for somebody',
    get: 'Show one flag',
    enable: 'Turn a flag on',
    disable: 'Turn a flag off, for everybody',
    target: 'Turn a flag on for a person or an organization',
    untarget: 'Take a target away',
  }),
  {
    elsewhere: {
      create: `Flags are made ${byFile}.`,
      update: `Flags are described ${byFile}.`,
      delete: `Flags are deleted ${inDashboard}.`,
    },
  },
)
