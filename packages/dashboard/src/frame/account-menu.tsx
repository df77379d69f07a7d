import { DropdownMenu } from '@radix-ui/themes'
import { Icon } from '../components/icon.tsx'
import { notify } from '../components/notices.tsx'
import { useSession, useSignOut } from '../session/session.ts'
import { type Appearance, chooseAppearance, useAppearance } from '../theme/appearance.ts'
import styles from './account-menu.module.css'

export function AccountMenu() {
  const { user } = useSession()
  const appearance = useAppearance()
  const signOut = useSignOut()
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ')
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger>
        <button type='button' className={styles.trigger}>
          <span className={styles.initial} aria-hidden>
            {(name || user.email).charAt(0).toUpperCase()}
          </span>
          <span className={styles.name}>
            <span className='visually-hidden'>Account: </span>
            {name || user.email}
          </span>
          <Icon name='chevrons-up-down' />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content variant='soft' color='gray' side='top' className={styles.menu}>
        <DropdownMenu.Label className={styles.email}>{user.email}</DropdownMenu.Label>
        <DropdownMenu.Separator />
        <DropdownMenu.Label>Appearance</DropdownMenu.Label>
        <DropdownMenu.RadioGroup
          value={appearance}
          onValueChange={(chosen) => chooseAppearance(chosen as Appearance)}
        >
          <DropdownMenu.RadioItem value='system'>Like the system</DropdownMenu.RadioItem>
          <DropdownMenu.RadioItem value='light'>Light</DropdownMenu.RadioItem>
          <DropdownMenu.RadioItem value='dark'>Dark</DropdownMenu.RadioItem>
        </DropdownMenu.RadioGroup>
        <DropdownMenu.Separator />
        <DropdownMenu.Item
          onSelect={() =>
            signOut.mutate(undefined, {
              onError: (error) => notify(`Could not sign out. ${error.message}`, 'failure'),
            })
          }
        >
          <Icon name='sign-out' />
          Sign out
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}
