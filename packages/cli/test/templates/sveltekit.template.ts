import { expect } from 'vitest'
import type { Template } from './project.ts'
import { testTemplates } from './test-templates.ts'
import { byAddress } from './walks.ts'

const svelteKit = (...chosen: string[]): Template => ({
  framework: '@sveltejs/kit',
  create: ['sv@0', 'create', 'app', '--template', ...chosen, '--no-add-ons', '--no-install'],
  portFlag: '--strictPort --port',
})

testTemplates(
  [
    ['SvelteKit', svelteKit('minimal', '--types', 'ts')],
    ['SvelteKit in JavaScript', svelteKit('minimal', '--no-types')],
    ['SvelteKit with types in comments', svelteKit('minimal', '--types', 'jsdoc')],
    ['SvelteKit, its demo', svelteKit('demo', '--types', 'ts')],
  ],
  byAddress,
  async (signIn) => {
    // What the router in the browser asks for when somebody who is not signed in follows a link.
    const answer = await fetch(new URL('/account/__data.json', signIn))
    expect(await answer.json()).toEqual({
      type: 'redirect',
      location: '/login?returnTo=%2Faccount',
    })
  },
)
