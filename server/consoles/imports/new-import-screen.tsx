import { FileInput, NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { Screen } from '../frame/screen.tsx'
import { CreateImportDocument, PrepareImportDocument } from '../generated/imports.ts'
import { ProfilesDocument, type ProfilesQuery } from '../generated/profiles.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { FileProgress, type SendProgress } from '../parts/file-progress.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { sendFile } from '../parts/send-file.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { ImportsNav } from './imports-nav.tsx'

type Profile = ProfilesQuery['mappingProfiles']['edges'][number]['node']

const words = {
  title: { vi: 'Nạp tệp mới', en: 'New import' },
  lead: {
    vi: 'Chưa có gì được ghi vào cơ sở dữ liệu cho đến khi cán bộ khác duyệt.',
    en: 'Nothing is written to the register until another officer accepts it.',
  },
  profile: { vi: 'Bảng ghép cột', en: 'Column mapping' },
  noProfile: {
    vi: 'Đơn vị chưa có bảng ghép cột nào. Lập bảng ghép cột trước.',
    en: 'There is no mapping yet. Make one first.',
  },
  makeProfile: { vi: 'Lập bảng ghép cột', en: 'Make a mapping' },
  version: { vi: 'bản', en: 'version' },
  phase: { vi: 'Giai đoạn (nếu có)', en: 'Phase (if any)' },
  file: { vi: 'Tệp dữ liệu', en: 'File' },
  choose: { vi: 'Chọn tệp CSV hoặc JSON lines', en: 'Choose a CSV or JSON lines file' },
  send: { vi: 'Gửi và khảo sát', en: 'Send and survey' },
  refused: { vi: 'Máy chủ không nhận tệp này.', en: 'The server did not take this file.' },
  keep: {
    vi: 'Giữ trang này mở. Mất mạng thì việc gửi tự tiếp tục; gửi lại cùng tệp cũng tiếp tục từ chỗ dở.',
    en: 'Keep this page open. It goes on after a lost line; the same file sent again goes on as well.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

const mostProfiles = 50

/** The newest version of every profile. */
function newest(profiles: readonly Profile[]): readonly Profile[] {
  const seen = new Set<string>()
  return profiles.filter(({ unitCode, name }) => {
    const key = `${unitCode} ${name}`
    return seen.has(key) ? false : seen.add(key)
  })
}

function useSending() {
  const navigate = useNavigate()
  const create = useAct(CreateImportDocument)
  const prepare = useAct(PrepareImportDocument)
  const [progress, setProgress] = useState<SendProgress | null>(null)
  const [refused, setRefused] = useState<Bilingual | null>(null)
  const leaving = useRef(new AbortController())
  useEffect(() => () => leaving.current.abort(), [])
  async function send(file: File, profile: Profile, phase: string | null): Promise<void> {
    const { signal } = leaving.current
    setRefused(null)
    const sent = await sendFile({
      purpose: 'REGISTRY_DATA',
      unitCode: profile.unitCode,
      file,
      signal,
      onStage: (stage, bytes) => setProgress({ stage, sent: bytes }),
    })
    if (signal.aborted) return
    setProgress(null)
    if ('refused' in sent) return setRefused(sent.refused ?? words.refused)
    const job = await create.act({ profileId: profile.id, uploadId: sent.uploadId, phase })
    if (!job) return
    // What a survey refuses, a heading that does not fit, the import's own screen says again.
    await prepare.act({ id: job.id, work: 'survey' })
    await navigate(`/imports/${job.id}`)
  }
  return { send, progress, refused, create, busy: progress !== null || create.busy || prepare.busy }
}

function NewImport({ profiles }: { readonly profiles: readonly Profile[] }) {
  const say = useSay()
  const first = useFirstFocus<HTMLSelectElement>()
  const nameOf = useUnitNames(profiles.map(({ unitCode }) => unitCode))
  const [profileId, setProfileId] = useState(profiles[0]?.id ?? '')
  const [phase, setPhase] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const { send, progress, refused, create, busy } = useSending()
  const profile = profiles.find(({ id }) => id === profileId)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (file && profile && !busy) void send(file, profile, phase.trim() || null)
  }
  return (
    <form className="panel" onSubmit={submit}>
      {refused && <Notice tone="trouble" title={say(refused)} spoken />}
      <RefusalNotice refusal={create.refusal} trouble={create.trouble} />
      <div className="row">
        <NativeSelect
          ref={first}
          className="grow"
          label={say(words.profile)}
          value={profileId}
          onChange={({ currentTarget }) => setProfileId(currentTarget.value)}
          data={profiles.map(({ id, name, version, unitCode }) => ({
            value: id,
            label: `${name} · ${say(words.version)} ${version} · ${nameOf(unitCode)}`,
          }))}
        />
        <TextInput
          className="grow"
          label={say(words.phase)}
          value={phase}
          onChange={({ currentTarget }) => setPhase(currentTarget.value)}
          autoComplete="off"
          maxLength={100}
        />
      </div>
      <FileInput
        label={say(words.file)}
        placeholder={say(words.choose)}
        accept=".csv,.txt,.json,.jsonl,.ndjson"
        value={file}
        onChange={setFile}
        disabled={busy}
      />
      <p className="soft">{say(words.keep)}</p>
      {file && progress && <FileProgress file={file} progress={progress} />}
      <div className="row">
        <ActionButton label={words.send} type="submit" keys="Ctrl+Enter" loading={busy} disabled={!file} />
      </div>
    </form>
  )
}

/** A file of a locality, sent in pieces, and what its columns mean. */
export function NewImportScreen() {
  const say = useSay()
  const { data, trouble, again } = useAsk(ProfilesDocument, { first: mostProfiles, after: null })
  const profiles = data && newest(data.mappingProfiles.edges.map(({ node }) => node))
  return (
    <Screen title={words.title} lead={words.lead}>
      <ImportsNav />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {profiles?.length === 0 && (
        <Notice tone="attention" title={say(words.noProfile)}>
          <Link to="/imports/profiles/new">{say(words.makeProfile)}</Link>
        </Notice>
      )}
      {profiles && profiles.length > 0 && <NewImport profiles={profiles} />}
    </Screen>
  )
}
