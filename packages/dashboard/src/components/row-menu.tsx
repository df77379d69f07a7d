import { DropdownMenu, IconButton } from '@radix-ui/themes'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** The acts of one row, behind three dots. `of` names the row for screen readers. */
export function RowMenu({ of, children }: { of: string; children: ReactNode }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger>
        <IconButton variant='ghost' color='gray' aria-label={`Actions for ${of}`}>
          <Icon name='dots' />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align='end' variant='soft' color='gray'>
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}
