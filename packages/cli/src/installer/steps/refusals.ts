import { CommandError } from '../../command/command-error.ts'
import { frameworkNames } from '../frameworks/frameworks.ts'
import type { Framework, RecipeRefusal } from '../recipe.ts'

export function unknownFramework(): CommandError {
  return new CommandError(
    'unknown_framework',
    'This is none of the frameworks that the installer knows.',
    {
      recovery:
        `Name one with --framework (${frameworkNames()}), let a model do it with --model, ` +
        'or do it by hand with the guide: other-frameworks.',
    },
  )
}

/** The recipe would have to guess. A model, or a person with the guide, need not. */
export function recipeRefused(
  { title, guide }: Framework,
  { message, path }: RecipeRefusal,
): CommandError {
  return new CommandError('recipe_refused', message, {
    recovery:
      `This ${title} project is not in a form that the recipe knows. ` +
      `Let a model do it with --model, or do it by hand with the guide: ${guide}.`,
    details: path === undefined ? undefined : { path },
  })
}
