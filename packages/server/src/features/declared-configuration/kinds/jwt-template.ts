import {
  findJwtTemplate,
  type JwtTemplate,
  setJwtTemplate,
} from '../../jwt-templates/jwt-template.ts'
import { defineKind, type World } from '../kind.ts'

const set = ({ deps, environment }: World, content: string) =>
  setJwtTemplate(deps, environment.id, content)

export const jwtTemplateKind = defineKind<{ content: string }, JwtTemplate>({
  noun: 'jwt_template',
  keyOf: () => '',
  declaredIn: ({ jwt_template: content }) =>
    content === undefined ? [] : [{ item: { content }, at: ['jwt_template'] }],
  find: ({ deps, environment }) => findJwtTemplate(deps, environment.id),
  describe: ({ content }) => ({ content }),
  create: (world, { content }) => set(world, content),
  update: (world, _present, { content }) => set(world, content),
})

export async function exportJwtTemplate({ deps, environment }: World) {
  return (await findJwtTemplate(deps, environment.id))?.content
}
