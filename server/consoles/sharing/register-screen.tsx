import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { Screen } from '../frame/screen.tsx'
import { RegisterAgencyDocument } from '../generated/agencies.ts'
import { useAct } from '../graphql/use-act.ts'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { useSay } from '../../../ui/language.tsx'
import { SharingNav } from './sharing-nav.tsx'
import { TermsForm } from './terms-form.tsx'

const words = {
  title: { vi: 'Đăng ký đơn vị khai thác', en: 'Register an agency' },
  code: { vi: 'Mã đơn vị', en: 'Code' },
  codeHint: { vi: 'Chữ hoa không dấu, ví dụ CUC-THUE', en: 'Capitals, such as CUC-THUE' },
  register: { vi: 'Đăng ký', en: 'Register' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** An agency is let in, with its agreement, its key, its grants and its quotas. */
export function RegisterScreen() {
  const say = useSay()
  const navigate = useNavigate()
  const first = useFirstFocus()
  const [code, setCode] = useState('')
  const register = useAct(RegisterAgencyDocument)
  return (
    <Screen title={words.title}>
      <SharingNav />
      <TermsForm
        label={words.register}
        act={register}
        ready={code.trim() !== ''}
        onTerms={(terms) =>
          void register
            .act({ code: code.trim(), terms })
            .then((agency) => agency && navigate(`/sharing/agencies/${agency.code}`))
        }
      >
        <TextInput
          ref={first}
          label={say(words.code)}
          description={say(words.codeHint)}
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value.toUpperCase())}
          required
          autoComplete="off"
          maxLength={40}
        />
      </TermsForm>
    </Screen>
  )
}
