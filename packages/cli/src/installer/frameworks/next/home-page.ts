import type { JSXElement } from '@babel/types'
import type { Project } from '../../project/project.ts'
import { childElements, elementsNamed, insertElementAfter, tagOf } from '../../syntax/jsx.ts'
import type { Module } from '../../syntax/module.ts'
import type { Positioned } from '../../syntax/nodes.ts'
import { readModule, writeModule } from '../source-files.ts'

/** What create-next-app writes into every home page that it makes. */
const UNTOUCHED = /utm_campaign=create-next-app|<main>\s*<div>Hello world!<\/div>\s*<\/main>/

/** Puts a link into the home page of create-next-app; false where the page is somebody's own. */
export function addSignInLink(project: Project, folder: string, signInPath: string): boolean {
  const path = project.tree.firstOf(
    ['page.tsx', 'page.jsx', 'page.js', 'index.tsx', 'index.jsx', 'index.js'].map(
      (name) => `${folder}/${name}`,
    ),
  )
  if (path === undefined || !UNTOUCHED.test(project.tree.read(path) ?? '')) return false
  const module = readModule(project, path)
  const [main] = elementsNamed(module, 'main')
  const last = main && lastLink(module, main)
  if (!last) return false
  insertElementAfter(module, last, {
    tag: 'a',
    attributes: [...classOf(module, last), `href="${signInPath}"`],
    text: 'Sign in',
  })
  writeModule(project, module)
  return true
}

/** The last link of the page's main part, else its last element. */
function lastLink(module: Module, main: JSXElement): JSXElement | undefined {
  const inside = ({ start, end }: Positioned) =>
    start > (main as Positioned).start && end < (main as Positioned).end
  const links = elementsNamed(module, 'a').filter((link) => inside(link as Positioned))
  return links.at(-1) ?? childElements(main).at(-1)
}

/** `className="…"` as the neighbour has it, so that the link looks like one of the page. */
function classOf(module: Module, element: JSXElement): string[] {
  if (tagOf(module, element) !== 'a') return []
  return element.openingElement.attributes
    .filter(
      ({ type, ...rest }) =>
        type === 'JSXAttribute' && 'name' in rest && rest.name.name === 'className',
    )
    .map((attribute) => module.textOf(attribute))
}
