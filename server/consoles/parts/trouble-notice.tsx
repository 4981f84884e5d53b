import { Button } from '@mantine/core'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import type { Trouble } from '../graphql/trouble.ts'
import { useSay } from '../../../ui/language.tsx'

const words = {
  unreachable: { vi: 'Không kết nối được với máy chủ', en: 'The server cannot be reached' },
  unreachableHelp: {
    vi: 'Kiểm tra mạng rồi thử lại. Nội dung đang nhập vẫn còn trên màn hình.',
    en: 'Check the network, then try again. What you have typed is still on the screen.',
  },
  signedOut: { vi: 'Cần đăng nhập lại', en: 'Sign in again' },
  refused: { vi: 'Không thực hiện được', en: 'This could not be done' },
  fault: { vi: 'Hệ thống gặp lỗi', en: 'Something went wrong' },
  faultHelp: {
    vi: 'Lỗi đã được ghi nhận. Thử lại sau ít phút; nếu vẫn lỗi, báo quản trị hệ thống.',
    en: 'It was recorded. Try again in a few minutes; if it stays, tell the administrator.',
  },
  again: { vi: 'Thử lại', en: 'Try again' },
} as const satisfies Readonly<Record<string, Bilingual>>

const helpOf = (trouble: Trouble): Bilingual | null => {
  if (trouble.kind === 'refused') return trouble.text
  if (trouble.kind === 'unreachable') return words.unreachableHelp
  return trouble.kind === 'fault' ? words.faultHelp : null
}

/** What went wrong on the way, what to do, and a button to try again where trying may help. */
export function TroubleNotice({
  trouble,
  onAgain,
}: {
  readonly trouble: Trouble | null
  readonly onAgain?: () => void
}) {
  const say = useSay()
  if (!trouble) return null
  const help = helpOf(trouble)
  return (
    <Notice tone="trouble" title={say(words[trouble.kind])} spoken>
      {help && <p>{say(help)}</p>}
      {onAgain && (
        <Button variant="default" size="sm" onClick={onAgain}>
          {say(words.again)}
        </Button>
      )}
    </Notice>
  )
}
