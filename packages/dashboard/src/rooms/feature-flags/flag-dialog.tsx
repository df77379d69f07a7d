import { useState } from 'react'
import { problemAt } from '../../api/failure.ts'
import type { FeatureFlag } from '../../api/types.ts'
import { TextInput } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { problemOfSlug } from '../roles/named-fields.tsx'
import { useCreateFeatureFlag, useUpdateFeatureFlag } from './feature-flags-api.ts'
import { flagSlugOf } from './flag-slug.ts'

interface CreateFlagDialogProps {
  onCreated: (flag: FeatureFlag) => void
  onClose: () => void
}

export function CreateFlagDialog({ onCreated, onClose }: CreateFlagDialogProps) {
  const create = useCreateFeatureFlag()
  const [slug, setSlug] = useState('')
  const [isSlugTyped, setSlugTyped] = useState(false)
  const failure = create.error
  const slugProblem = problemOfSlug(failure)
  return (
    <FormDialog
      title='Create feature flag'
      description='It exists in every environment, and is off in all of them.'
      submitLabel='Create feature flag'
      isPending={create.isPending}
      failure={failure}
      isShownAtFields={slugProblem !== null || isShownAtFields(failure)}
      onSubmit={(form) =>
        create.mutate({ slug: slug.trim(), ...descriptionOf(form) }, { onSuccess: onCreated })
      }
      onClose={onClose}
    >
      <NameInput
        failure={failure}
        onChange={(name) => (isSlugTyped ? undefined : setSlug(flagSlugOf(name)))}
      />
      <TextInput
        label='Slug'
        name='slug'
        maxLength={64}
        autoComplete='off'
        autoCapitalize='none'
        spellCheck={false}
        placeholder='new-editor'
        hint='What access tokens and your code carry. It cannot change later.'
        value={slug}
        onChange={(event) => {
          setSlugTyped(event.target.value !== '')
          setSlug(event.target.value)
        }}
        problem={slugProblem}
      />
      <FurtherInputs failure={failure} />
    </FormDialog>
  )
}

interface EditFlagDialogProps {
  flag: FeatureFlag
  onClose: () => void
}

export function EditFlagDialog({ flag, onClose }: EditFlagDialogProps) {
  const update = useUpdateFeatureFlag(flag.slug)
  const failure = update.error
  return (
    <FormDialog
      title={`Edit ${flag.name}`}
      description='What it is called and described as, in every environment.'
      submitLabel='Save changes'
      isPending={update.isPending}
      failure={failure}
      isShownAtFields={isShownAtFields(failure)}
      onSubmit={(form) => update.mutate(descriptionOf(form), { onSuccess: onClose })}
      onClose={onClose}
    >
      <NameInput flag={flag} failure={failure} />
      <FurtherInputs flag={flag} failure={failure} />
    </FormDialog>
  )
}

interface NameInputProps {
  flag?: FeatureFlag
  failure: unknown
  onChange?: (name: string) => void
}

function NameInput({ flag, failure, onChange }: NameInputProps) {
  return (
    <TextInput
      label='Name'
      name='name'
      maxLength={128}
      autoComplete='off'
      placeholder='New editor'
      defaultValue={flag?.name}
      onChange={(event) => onChange?.(event.target.value)}
      problem={problemAt(failure, 'name')}
    />
  )
}

function FurtherInputs({ flag, failure }: { flag?: FeatureFlag; failure: unknown }) {
  return (
    <>
      <TextInput
        label='Description'
        name='description'
        required={false}
        maxLength={512}
        autoComplete='off'
        placeholder='Writing side by side, with comments'
        defaultValue={flag?.description ?? ''}
        problem={problemAt(failure, 'description')}
      />
      <TextInput
        label='Tags'
        name='tags'
        required={false}
        autoComplete='off'
        placeholder='beta, editor'
        hint='Separated by commas.'
        defaultValue={flag?.tags.join(', ')}
        problem={problemAt(failure, 'tags')}
      />
    </>
  )
}

function descriptionOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  return {
    name: text('name'),
    description: text('description') || null,
    tags: text('tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  }
}

const isShownAtFields = (failure: unknown) =>
  ['name', 'description', 'tags'].some((name) => problemAt(failure, name) !== null)
