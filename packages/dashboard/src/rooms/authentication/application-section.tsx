import { Button } from '@radix-ui/themes'
import { useState } from 'react'
import { problemAtOnly } from '../../api/failure.ts'
import type { Application } from '../../api/types.ts'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { TextInput } from '../../components/field.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { notify } from '../../components/notices.tsx'
import { Section } from '../../components/section.tsx'
import { SkeletonLine } from '../../components/skeleton-line.tsx'
import { useFocusOnProblem } from '../../components/use-focus-on-problem.ts'
import { useApplication, useRenameApplication } from './application-api.ts'
import styles from './authentication.module.css'

/** The name that people read above the sign-in form and in mails. */
export function ApplicationSection() {
  const application = useApplication()
  return (
    <Section
      title='Application name'
      description='People read it above the sign-in form and in every mail.'
    >
      <Loaded
        query={application}
        what='the name'
        skeleton={<SkeletonLine width='320px' height='32px' />}
      >
        {/* A name saved elsewhere replaces what this form began with. */}
        {(loaded) => <NameForm key={loaded.name} application={loaded} />}
      </Loaded>
    </Section>
  )
}

function NameForm({ application }: { application: Application }) {
  const rename = useRenameApplication()
  const form = useFocusOnProblem(rename.error)
  const [name, setName] = useState(application.name)
  const problem = problemAtOnly(rename.error, 'name')
  const hasChanged = name.trim() !== application.name

  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    if (!hasChanged || rename.isPending) return
    rename.mutate(name, { onSuccess: () => notify('Application name saved.') })
  }

  return (
    <form ref={form} noValidate onSubmit={submit}>
      {rename.error && !problem ? (
        <FailureNotice title='The name was not saved' failure={rename.error} />
      ) : null}
      <div className={styles.nameLine}>
        <TextInput
          label='Application name'
          hideLabel
          name='name'
          maxLength={100}
          autoComplete='off'
          value={name}
          onChange={(event) => setName(event.target.value)}
          problem={problem}
        />
        <Button type='submit' variant='soft' disabled={!hasChanged} loading={rename.isPending}>
          Save
        </Button>
      </div>
    </form>
  )
}
