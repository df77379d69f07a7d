import type { JSXElement } from '@babel/types'
import type { Project } from '../project/project.ts'
import { childElements, elementsNamed, insertElementAfter, tagOf } from '../syntax/jsx.ts'
import type { Module } from '../syntax/module.ts'
import type { Positioned } from '../syntax/nodes.ts'
import { readModule, writeModule } from './source-files.ts'

/** A home page as the creator of a framework makes it. */
interface HomePage {
  /** The names that the file may have. */
  paths: string[]
  /** Words of the template that a page of somebody's own would no longer have. */
  untouched: RegExp
}

/** Puts a link to sign-in into an untouched home page; false where the page is somebody's own. */
export function linkFromHome(project: Project, home: HomePage, signInPath: string): boolean {
  const path = project.tree.firstOf(home.paths)
  if (path === undefined || !home.untouched.test(project.tree.read(path) ?? '')) return false
  const module = readModule(project, path)
  const [main] = elementsNamed(module, 'main')
  const last = lastLink(module, main) ?? (main && childElements(main).at(-1))
  if (!last) return false
  insertElementAfter(module, repetitionOf(module, last) ?? last, {
    tag: 'a',
    attributes: [...classOf(module, last), `href="${signInPath}"`],
    text: 'Sign in',
  })
  writeModule(project, module)
  return true
}

function lastLink(module: Module, main: JSXElement | undefined): JSXElement | undefined {
  return elementsNamed(module, 'a').findLast((link) => !main || contains(main, link))
}

/** The element whose content is computed and has this in it: a list, with a link for each entry. */
function repetitionOf(module: Module, element: JSXElement): JSXElement | undefined {
  return module
    .findAll((node): node is JSXElement => node.type === 'JSXElement')
    .find(({ children }) =>
      children.some((child) => child.type === 'JSXExpressionContainer' && contains(child, element)),
    )
}

/** `className="…"` as the neighbour has it, so that the link looks like one of the page. */
function classOf(module: Module, element: JSXElement): string[] {
  if (tagOf(module, element) !== 'a') return []
  return element.openingElement.attributes
    .filter((attribute) => attribute.type === 'JSXAttribute' && attribute.name.name === 'className')
    .map((attribute) => module.textOf(attribute))
}

function contains(outer: object, inner: object): boolean {
  const [one, other] = [outer as Positioned, inner as Positioned]
  return one.start <= other.start && one.end >= other.end
}
