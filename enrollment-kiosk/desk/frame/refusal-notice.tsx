import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { DeskRefusal } from '../../../core/contracts/desk/station.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'

const words = {
  who: { vi: 'Người xử lý', en: 'Who can put it right' },
  code: { vi: 'Mã lỗi', en: 'Code' },
  copy: { vi: 'Sao chép mã lỗi', en: 'Copy the code' },
  copied: { vi: 'Đã sao chép', en: 'Copied' },
} as const satisfies Readonly<Record<string, Bilingual>>

const whoWords: Readonly<Record<NonNullable<DeskRefusal['who']>, Bilingual>> = {
  OFFICER: { vi: 'bạn, tại bàn này', en: 'you, at this desk' },
  SUPERVISOR: { vi: 'cán bộ phụ trách điểm thu nhận', en: 'the supervisor of this centre' },
  TECHNICIAN: { vi: 'kỹ thuật viên', en: 'a technician' },
  ADMINISTRATOR: { vi: 'quản trị hệ thống', en: 'the administrator' },
  NOBODY: { vi: 'không ai: quy định không cho phép', en: 'nobody: the rules do not allow it' },
}

interface RefusalNoticeProps {
  readonly refusal: DeskRefusal | null
  /** Leads to what is missing, one by one; without it they are only told. */
  readonly onMissing?: (missing: NonNullable<DeskRefusal['missing']>[number]) => void
}

/** The one way in which the desk says that something was refused: what failed, what to do, who can, and a code to pass on. */
export function RefusalNotice({ refusal, onMissing }: RefusalNoticeProps) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (refusal) place.current?.scrollIntoView({ block: 'nearest' })
  }, [refusal])
  if (!refusal) return null
  return (
    <div ref={place}>
      <RefusalBody key={refusal.code} refusal={refusal} {...(onMissing && { onMissing })} />
    </div>
  )
}

function RefusalBody({ refusal, onMissing }: RefusalNoticeProps & { readonly refusal: DeskRefusal }) {
  const say = useSay()
  return (
    <Notice tone={refusal.who === 'OFFICER' ? 'attention' : 'trouble'} title={say(refusal)} spoken>
      {refusal.remedy && <p>{say(refusal.remedy)}</p>}
      {refusal.missing && (
        <ul className="missing-list">
          {refusal.missing.map((missing) => (
            <li key={`${missing.code} ${missing.position}`}>
              {onMissing ? (
                <button type="button" className="text-button" onClick={() => onMissing(missing)}>
                  {say(missing.text)}
                </button>
              ) : (
                say(missing.text)
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="refusal-foot">
        {refusal.who && (
          <span>
            {say(words.who)}: <strong>{say(whoWords[refusal.who])}</strong>
          </span>
        )}
        <CopyCode code={refusal.code} />
      </div>
    </Notice>
  )
}

/** The code, to be read to somebody on the telephone or pasted into a message: F9 copies it. */
function CopyCode({ code }: { readonly code: string }) {
  const say = useSay()
  const [copied, setCopied] = useState(false)
  const copy = () => {
    navigator.clipboard.writeText(code).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  useShortcut('F9', words.copy, copy)
  return (
    <span className="refusal-code">
      {say(words.code)} <code>{code}</code>
      <Button variant="default" size="xs" rightSection={<KeyHint keys="F9" />} onClick={copy}>
        {say(copied ? words.copied : words.copy)}
      </Button>
    </span>
  )
}
