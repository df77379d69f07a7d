import type { ReactNode } from 'react'
import { useState } from 'react'
import type { RedirectUri, SignOutRedirect } from '../../api/types.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { NothingYet } from '../../components/nothing-yet.tsx'
import { Section } from '../../components/section.tsx'
import { AddRedirectForm } from './add-redirect-form.tsx'
import { RedirectEntries } from './redirect-entries.tsx'
import { type RedirectList, useDeleteRedirect, useMakeDefault } from './redirects-api.ts'

export type RedirectEntry = RedirectUri | SignOutRedirect

interface RedirectListSectionProps {
  list: RedirectList
  title: string
  description: string
  /** One of the list, in the middle of a sentence. */
  noun: string
  placeholder: string
  entries: RedirectEntry[]
  /** What it means that the list is empty. */
  nothing: string
  rules?: ReactNode
}

export function RedirectListSection(props: RedirectListSectionProps) {
  const makeDefault = useMakeDefault(props.list)
  const [toDelete, setToDelete] = useState<RedirectEntry | null>(null)
  return (
    <Section title={props.title} description={props.description}>
      {makeDefault.error ? (
        <FailureNotice title='The default did not change' failure={makeDefault.error} />
      ) : null}
      {props.entries.length > 0 ? (
        <RedirectEntries
          entries={props.entries}
          onMakeDefault={(entry) => makeDefault.mutate(entry.id)}
          onDelete={setToDelete}
        />
      ) : (
        <NothingYet>{props.nothing}</NothingYet>
      )}
      <AddRedirectForm list={props.list} noun={props.noun} placeholder={props.placeholder} />
      {props.rules}
      {toDelete ? (
        <DeleteDialog
          list={props.list}
          noun={props.noun}
          entry={toDelete}
          onClose={() => setToDelete(null)}
        />
      ) : null}
    </Section>
  )
}

interface DeleteDialogProps {
  list: RedirectList
  noun: string
  entry: RedirectEntry
  onClose: () => void
}

function DeleteDialog({ list, noun, entry, onClose }: DeleteDialogProps) {
  const remove = useDeleteRedirect(list)
  return (
    <ConfirmDialog
      title={`Delete this ${noun}?`}
      confirmLabel={`Delete ${noun}`}
      isPending={remove.isPending}
      failure={remove.error}
      onConfirm={() => remove.mutate(entry.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      An application that still uses {entry.uri} will get an error.
    </ConfirmDialog>
  )
}
