import { Button } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import type { Refusal, Trouble } from '../graphql/trouble.ts'
import { endSession } from '../session/session-store.ts'
import { RefusalNotice } from './refusal-notice.tsx'

interface PaperButtonProps {
  readonly label: Bilingual
  /** Of the file on the server. */
  readonly url: string
  /** What it is called on the officer's disk: never a person's name. */
  readonly fileName: string
}

const unauthenticated = 401
const refusalSchema = z.object({ code: z.string(), vi: z.string(), en: z.string() })

/** A paper that the server may refuse to make: the refusal is shown in words, and not as a file. */
export function PaperButton({ label, url, fileName }: PaperButtonProps) {
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const fetchIt = async () => {
    setBusy(true)
    setRefusal(null)
    setTrouble(null)
    try {
      const response = await fetch(url, { cache: 'no-store' })
      if (response.ok) return save(await response.blob(), fileName)
      if (response.status === unauthenticated) return endSession()
      const told = refusalSchema.safeParse(await response.json().catch(() => null))
      if (!told.success) return setTrouble({ kind: 'fault' })
      const { code, vi, en } = told.data
      setRefusal({ code, text: { vi, en } })
    } catch {
      setTrouble({ kind: 'unreachable' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button variant="default" loading={busy} onClick={() => void fetchIt()}>
        {say(label)}
      </Button>
      <RefusalNotice refusal={refusal} trouble={trouble} />
    </>
  )
}

function save(paper: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(paper)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
