import { useState } from 'react'
import { ApiFailure, problemAt } from '../../api/failure.ts'
import { TextInput } from '../../components/field.tsx'
import { slugOf } from './slug.ts'

interface NamedFieldsProps {
  /** What there is already. Its slug cannot change. */
  named: { name: string; description: string | null } | null
  slugPrefix?: string
  placeholders: { name: string; slug: string; description: string }
  failure: unknown
}

/** What roles and permissions have in common: a name, a slug that follows it, and a description. */
export function NamedFields({ named, slugPrefix = '', placeholders, failure }: NamedFieldsProps) {
  const [slug, setSlug] = useState('')
  const [isSlugTyped, setSlugTyped] = useState(false)

  const suggestSlug = (name: string) => {
    const suggested = slugOf(name)
    if (!isSlugTyped) setSlug(suggested && slugOf(slugPrefix + suggested))
  }

  return (
    <>
      <TextInput
        label='Name'
        name='name'
        maxLength={48}
        autoComplete='off'
        placeholder={placeholders.name}
        defaultValue={named?.name}
        onChange={(event) => suggestSlug(event.target.value)}
        problem={problemAt(failure, 'name')}
      />
      {named ? null : (
        <TextInput
          label='Slug'
          name='slug'
          maxLength={48}
          autoComplete='off'
          autoCapitalize='none'
          spellCheck={false}
          placeholder={placeholders.slug}
          hint='What access tokens and your code carry. It cannot change later.'
          value={slug}
          onChange={(event) => {
            setSlugTyped(event.target.value !== '')
            setSlug(event.target.value)
          }}
          problem={problemOfSlug(failure)}
        />
      )}
      <TextInput
        label='Description'
        name='description'
        required={false}
        maxLength={150}
        autoComplete='off'
        placeholder={placeholders.description}
        defaultValue={named?.description ?? ''}
        problem={problemAt(failure, 'description')}
      />
    </>
  )
}

export function namedFieldsOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  return { slug: text('slug'), name: text('name'), description: text('description') || null }
}

/** True when every problem of the failure is already shown at its field. */
export const isShownAtNamedFields = (failure: unknown) =>
  problemOfSlug(failure) !== null ||
  ['name', 'description'].some((name) => problemAt(failure, name) !== null)

/** A slug that is taken is a refusal without fields, known by its code. */
export function problemOfSlug(failure: unknown): string | null {
  if (failure instanceof ApiFailure && failure.code?.endsWith('_slug_conflict')) {
    return failure.message
  }
  return problemAt(failure, 'slug')
}
