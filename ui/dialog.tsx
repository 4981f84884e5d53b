import { CloseButton, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSay } from './language.tsx'

const close = { vi: 'Đóng', en: 'Close' }

interface DialogProps {
  readonly opened: boolean
  readonly title: string
  /** Without it the dialog stays until its work is done. */
  readonly onClose?: () => void
  readonly children: ReactNode
}

/** A question over the screen. Its head is no `<header>`: to ears that would be a second head of the page. */
export function Dialog({ opened, title, onClose, children }: DialogProps) {
  const say = useSay()
  return (
    <Modal.Root opened={opened} onClose={onClose ?? (() => undefined)}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <div className="dialog-head">
            <Modal.Title fw={600} fz="lg">
              {title}
            </Modal.Title>
            {onClose && <CloseButton aria-label={say(close)} onClick={onClose} />}
          </div>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
