import type { FeatureFlag } from '@latchkey/node'
import { usageError } from '../../command/command-error.ts'
import { pagination } from '../options.ts'
import { changing, listing, pageOf, showing } from '../resource.ts'

const slug = { summary: 'Its name in code, such as new-editor' }
const target = { summary: 'ID of a person or an organization' }

export const commands = {
  list: listing({
    description: 'Flags are made in the dashboard, or by latchkey config apply.',
    examples: [
      ['latchkey feature-flag list', 'Every flag'],
      ['latchkey feature-flag list --organization org_01H…', 'Those that are on for it'],
    ],
    options: {
      organization: { type: 'string', value: 'ID', summary: 'On for this organization' },
      user: { type: 'string', value: 'ID', summary: 'On for this person' },
      ...pagination,
    },
    columns: [
      { title: 'SLUG', value: ({ slug }) => slug },
      { title: 'NAME', value: ({ name }) => name },
      { title: 'STATE', value: ({ enabled }) => (enabled ? 'on' : 'off') },
      { title: 'TAGS', value: ({ tags }) => tags.join(', ') },
    ],
    empty: 'No flags.',
    call: ({ workos: { featureFlags } }, { organization, user, ...typed }) => {
      const page = pageOf(typed)
      if (organization && user) throw usageError('Whose flags? Leave --organization or --user out.')
      if (organization) {
        return featureFlags.listOrganizationFeatureFlags({ organizationId: organization, ...page })
      }
      return user
        ? featureFlags.listUserFeatureFlags({ userId: user, ...page })
        : featureFlags.listFeatureFlags(page)
    },
  }),

  get: showing({
    examples: [['latchkey feature-flag get new-editor', 'One flag']],
    arguments: { slug },
    fields: (flag: FeatureFlag) => ({
      slug: flag.slug,
      name: flag.name,
      description: flag.description,
      state: flag.enabled ? 'on' : 'off',
      'for others': flag.defaultValue ? 'on' : 'off',
      tags: flag.tags.join(', '),
    }),
    call: ({ workos }, { slug }) => workos.featureFlags.getFeatureFlag(slug),
  }),

  enable: changing({
    examples: [['latchkey feature-flag enable new-editor', 'On for its targets']],
    arguments: { slug },
    done: ({ slug }: FeatureFlag) => `${slug} is on.`,
    call: ({ workos }, { slug }) => workos.featureFlags.enableFeatureFlag(slug),
  }),

  disable: changing({
    examples: [['latchkey feature-flag disable new-editor', 'Off, also for its targets']],
    arguments: { slug },
    done: ({ slug }: FeatureFlag) => `${slug} is off.`,
    call: ({ workos }, { slug }) => workos.featureFlags.disableFeatureFlag(slug),
  }),

  target: changing({
    examples: [['latchkey feature-flag target new-editor org_01H…', 'For one organization']],
    arguments: { slug, target },
    done: (_, { slug, target }) => `${slug} has the target ${target}.`,
    call: ({ workos }, { slug, target }) =>
      workos.featureFlags.addFlagTarget({ slug, targetId: target }),
  }),

  untarget: changing({
    examples: [['latchkey feature-flag untarget new-editor org_01H…', 'As for everybody else']],
    arguments: { slug, target },
    done: (_, { slug, target }) => `${target} is no target of ${slug} any more.`,
    call: ({ workos }, { slug, target }) =>
      workos.featureFlags.removeFlagTarget({ slug, targetId: target }),
  }),
}
