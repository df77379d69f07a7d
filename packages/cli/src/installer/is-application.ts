import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { detectFramework } from './frameworks/frameworks.ts'
import { readProject } from './project/project.ts'

/** Whether a folder is one that the installer is for, or would be if its package.json were whole. */
export function isApplication(folder: string): boolean {
  if (!existsSync(join(folder, 'package.json'))) return false
  try {
    return detectFramework(readProject(folder)) !== undefined
  } catch {
    return true
  }
}
