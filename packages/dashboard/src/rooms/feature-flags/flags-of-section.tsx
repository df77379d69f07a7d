import { Button } from '@radix-ui/themes'
import { useState } from 'react'
import { problemAt } from '../../api/failure.ts'
import { DataTable, DataTableSkeleton } from '../../components/data-table.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { NothingYet } from '../../components/nothing-yet.tsx'
import { notify } from '../../components/notices.tsx'
import { type Cursor, Pager } from '../../components/pager.tsx'
import { Section } from '../../components/section.tsx'
import { SelectInput } from '../../components/select-input.tsx'
import {
  type FlagSubject,
  useAddFlagTarget,
  useFlagsOf,
  useFlagsToChoose,
} from './feature-flags-api.ts'
import { flagColumns } from './flag-columns.tsx'

interface FlagsOfSectionProps {
  subject: FlagSubject
  /** What people know the subject by. */
  name: string
  description: string
}

/** The flags that are on for one user or organization, which can be made a target of others. */
export function FlagsOfSection({ subject, name, description }: FlagsOfSectionProps) {
  const [cursor, setCursor] = useState<Cursor>({})
  const flags = useFlagsOf(subject, cursor)
  const [isAdding, setAdding] = useState(false)
  return (
    <Section
      title='Feature flags'
      description={description}
      action={
        <Button variant='soft' color='gray' onClick={() => setAdding(true)}>
          Add to flag
        </Button>
      }
    >
      <Loaded
        query={flags}
        what='the feature flags'
        skeleton={<DataTableSkeleton columns={flagColumns} rowCount={2} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <>
              <DataTable
                label='Feature flags'
                columns={flagColumns}
                rows={list.data}
                rowId={({ id }) => id}
                isStale={flags.isPlaceholderData}
              />
              <Pager metadata={list.list_metadata} onMove={setCursor} />
            </>
          ) : (
            <NothingYet>No flag is on. Only flags that are enabled appear here.</NothingYet>
          )
        }
      </Loaded>
      {isAdding ? (
        <AddToFlagDialog subject={subject} name={name} onClose={() => setAdding(false)} />
      ) : null}
    </Section>
  )
}

interface AddToFlagDialogProps {
  subject: FlagSubject
  name: string
  onClose: () => void
}

function AddToFlagDialog({ subject, name, onClose }: AddToFlagDialogProps) {
  const flags = useFlagsToChoose()
  const add = useAddFlagTarget()
  const choices = flags.data?.data ?? []

  const submit = (form: FormData) => {
    const flag = choices.find(({ slug }) => slug === form.get('slug'))
    if (!flag) return
    add.mutate(
      { slug: flag.slug, find: async () => subject.id },
      {
        onSuccess: () => {
          onClose()
          notify(
            flag.enabled
              ? `${flag.name} is on for ${name}.`
              : `${name} is a target of ${flag.name}, which is off as yet.`,
          )
        },
      },
    )
  }

  return (
    <FormDialog
      title='Add to flag'
      description={`Makes ${name} a target of a feature flag.`}
      submitLabel='Add to flag'
      isPending={add.isPending}
      failure={add.error}
      isShownAtFields={problemAt(add.error, 'slug') !== null}
      onSubmit={submit}
      onClose={onClose}
    >
      <SelectInput
        label='Feature flag'
        name='slug'
        disabled={choices.length === 0}
        hint={flags.data && choices.length === 0 ? 'There is no flag yet. Create one first.' : null}
      >
        {choices.map((flag) => (
          <option key={flag.slug} value={flag.slug}>
            {flag.enabled ? flag.name : `${flag.name} (off)`}
          </option>
        ))}
      </SelectInput>
    </FormDialog>
  )
}
