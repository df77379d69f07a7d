import type { ApiKey } from '../../api/types.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { notify } from '../../components/notices.tsx'
import { useRevokeApiKey } from './api-keys-api.ts'

export function RevokeApiKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const revoke = useRevokeApiKey()
  return (
    <ConfirmDialog
      title={`Revoke “${apiKey.name}”?`}
      confirmLabel='Revoke key'
      isPending={revoke.isPending}
      failure={revoke.error}
      onClose={onClose}
      onConfirm={() =>
        revoke.mutate(apiKey, {
          onSuccess: () => {
            onClose()
            notify(`“${apiKey.name}” was revoked.`)
          },
        })
      }
    >
      Servers that use {apiKey.obfuscated_value} are refused from now on. A key that was revoked
      cannot be brought back.
    </ConfirmDialog>
  )
}
