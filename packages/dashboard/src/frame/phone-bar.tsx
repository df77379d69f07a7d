import { Dialog, IconButton } from '@radix-ui/themes'
import { useState } from 'react'
import { Icon } from '../components/icon.tsx'
import { Mark } from '../components/mark.tsx'
import { useEnvironment } from '../session/environment.ts'
import { Navigation } from './navigation.tsx'
import styles from './phone-bar.module.css'

/** The top of the page where there is no room for the navigation; it opens as a sheet. */
export function PhoneBar({ onOpenCommandMenu }: { onOpenCommandMenu: () => void }) {
  const environment = useEnvironment()
  const [isOpen, setOpen] = useState(false)
  return (
    <header className={styles.bar}>
      <Dialog.Root open={isOpen} onOpenChange={setOpen}>
        <Dialog.Trigger>
          <IconButton variant='ghost' color='gray' size='3' aria-label='Open the navigation'>
            <Icon name='menu' size={20} />
          </IconButton>
        </Dialog.Trigger>
        <Dialog.Content className={styles.sheet} aria-describedby={undefined}>
          <Dialog.Title className='visually-hidden'>Navigation</Dialog.Title>
          <Navigation
            onChoose={() => setOpen(false)}
            onOpenCommandMenu={() => {
              setOpen(false)
              onOpenCommandMenu()
            }}
          />
        </Dialog.Content>
      </Dialog.Root>
      <span className={styles.mark}>
        <Mark />
      </span>
      <span className={styles.environment} data-kind={environment.kind}>
        {environment.name}
      </span>
    </header>
  )
}
