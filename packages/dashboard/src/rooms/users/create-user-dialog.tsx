import { Switch } from '@radix-ui/themes'
import { useNavigate } from '@tanstack/react-router'
import { useId } from 'react'
import { problemAt } from '../../api/failure.ts'
import { TextInput } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { notify } from '../../components/notices.tsx'
import { useEnvironment } from '../../session/environment.ts'
import styles from './users.module.css'
import { useCreateUser } from './users-api.ts'

const fields = ['email', 'first_name', 'last_name', 'password']

export function CreateUserDialog({ onClose }: { onClose: () => void }) {
  const environment = useEnvironment()
  const navigate = useNavigate()
  const createUser = useCreateUser()
  const verifiedId = useId()
  const failure = createUser.error

  const submit = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '').trim() || undefined
    createUser.mutate(
      {
        email: text('email') ?? '',
        first_name: text('first_name'),
        last_name: text('last_name'),
        password: String(form.get('password') ?? '') || undefined,
        email_verified: form.get('email_verified') === 'on',
      },
      {
        onSuccess: (user) => {
          notify(`${user.email} can now sign in.`)
          void navigate({
            to: '/$environment/users/$userId',
            params: { environment: environment.kind, userId: user.id },
          })
        },
      },
    )
  }

  return (
    <FormDialog
      title='Create user'
      description='No mail is sent. Without a password, the person sets one with “Forgot your password?”.'
      submitLabel='Create user'
      isPending={createUser.isPending}
      failure={failure}
      isShownAtFields={fields.some((name) => problemAt(failure, name))}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label='Email'
        name='email'
        type='email'
        autoComplete='off'
        problem={problemAt(failure, 'email')}
      />
      <div className={styles.pair}>
        <TextInput
          label='First name'
          name='first_name'
          required={false}
          autoComplete='off'
          problem={problemAt(failure, 'first_name')}
        />
        <TextInput
          label='Last name'
          name='last_name'
          required={false}
          autoComplete='off'
          problem={problemAt(failure, 'last_name')}
        />
      </div>
      <TextInput
        label='Password'
        name='password'
        type='password'
        required={false}
        autoComplete='new-password'
        problem={problemAt(failure, 'password')}
      />
      <div className={styles.switch}>
        <Switch size='3' id={verifiedId} name='email_verified' />
        <label htmlFor={verifiedId}>
          The email address is verified
          <span className={styles.hint}>
            Leave this off and the person confirms it with a code at the first sign-in.
          </span>
        </label>
      </div>
    </FormDialog>
  )
}
