import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import type { Refusal, Trouble } from '../graphql/trouble.ts'
import { useSay } from '../../../ui/language.tsx'
import { TroubleNotice } from './trouble-notice.tsx'

const title: Bilingual = { vi: 'Chưa thực hiện được', en: 'Not done' }
const reload: Bilingual = { vi: 'Tải lại', en: 'Reload' }

/** What to do beyond what the refusal itself says, by its code. */
const advice: Readonly<Record<string, Bilingual>> = {
  SAME_PERSON: {
    vi: 'Hãy để đồng nghiệp khác trong đơn vị thực hiện bước này.',
    en: 'Ask another officer of your unit to take this step.',
  },
  NOT_FOUND: {
    vi: 'Kiểm tra lại số đã nhập. Hồ sơ của đơn vị khác cũng không hiện ở đây.',
    en: 'Check what was typed. Records of other units are not shown here either.',
  },
}

const movedOn = new Set(['STALE_VERSION', 'TRANSITION_REFUSED', 'CASE_HELD', 'CASE_NOT_TAKEN'])

interface RefusalNoticeProps {
  readonly refusal: Refusal | null
  readonly trouble?: Trouble | null
  /** Fetches the record anew; offered where somebody else has moved it. */
  readonly onReload?: (() => void) | undefined
}

/** The one way in which a console says that something was refused, or that no answer came. */
export function RefusalNotice({ refusal, trouble = null, onReload }: RefusalNoticeProps) {
  const say = useSay()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (refusal || trouble) place.current?.scrollIntoView({ block: 'nearest' })
  }, [refusal, trouble])
  if (!refusal && !trouble) return null
  const more = refusal?.code === undefined ? undefined : advice[refusal.code]
  return (
    <div ref={place}>
      {refusal ? (
        <Notice tone="attention" title={say(title)} spoken>
          <p>{say(refusal.text)}</p>
          {more && <p>{say(more)}</p>}
          {onReload && movedOn.has(refusal.code ?? '') && (
            <Button variant="default" size="sm" onClick={onReload}>
              {say(reload)}
            </Button>
          )}
        </Notice>
      ) : (
        <TroubleNotice trouble={trouble} />
      )}
    </div>
  )
}
