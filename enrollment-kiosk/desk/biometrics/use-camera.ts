import { useEffect, useState } from 'react'

export interface BrowserCamera {
  readonly state: 'OPENING' | 'OPEN' | 'REFUSED' | 'ABSENT'
  readonly stream: MediaStream | null
  /** What the record names it by. */
  readonly label: string
  readonly cameras: readonly { readonly id: string; readonly label: string }[]
  readonly choose: (id: string) => void
  readonly reopen: () => void
}

/** More rows than the 480 of old cameras: the eyes of a portrait with its margins are then 90 pixels apart (ICAO 9303-9). */
const wanted = { width: { ideal: 1280 }, height: { ideal: 960 } }

const shelf = 'desk-camera'

function remembered(): string | null {
  try {
    return localStorage.getItem(shelf)
  } catch {
    return null
  }
}

interface Opened {
  readonly of: string
  readonly state: BrowserCamera['state']
  readonly stream: MediaStream | null
  readonly cameras: BrowserCamera['cameras']
}

/** The browser's camera, open while the calling component is on the screen. A camera that is plugged in later is found. */
export function useCamera(): BrowserCamera {
  const [chosen, setChosen] = useState(remembered)
  const [asked, setAsked] = useState(0)
  const of = `${chosen} ${asked}`
  const [opened, setOpened] = useState<Opened>({ of: '', state: 'OPENING', stream: null, cameras: [] })
  useEffect(() => {
    let left = false
    let stream: MediaStream | null = null
    const stop = () => stream?.getTracks().forEach((track) => track.stop())
    async function open(): Promise<void> {
      stream = await openStream(chosen)
      if (left) return stop()
      const devices = await navigator.mediaDevices.enumerateDevices()
      const cameras = devices
        .filter(({ kind }) => kind === 'videoinput')
        .map(({ deviceId, label }) => ({ id: deviceId, label }))
      stream.getVideoTracks()[0]?.addEventListener('ended', () => setAsked((times) => times + 1))
      if (!left) setOpened({ of, state: 'OPEN', stream, cameras })
    }
    open().catch((error: unknown) => {
      const refused = error instanceof DOMException && error.name === 'NotAllowedError'
      if (!left) setOpened({ of, state: refused ? 'REFUSED' : 'ABSENT', stream: null, cameras: [] })
    })
    return () => {
      left = true
      stop()
    }
  }, [chosen, of])
  const mine = opened.of === of ? opened : { ...opened, state: 'OPENING' as const, stream: null }
  return {
    state: mine.state,
    stream: mine.stream,
    cameras: mine.cameras,
    label: mine.stream?.getVideoTracks()[0]?.label || 'Webcam',
    choose: (id) => {
      try {
        localStorage.setItem(shelf, id)
      } catch {
        // The choice holds until the page is left.
      }
      setChosen(id)
    },
    reopen: () => setAsked(asked + 1),
  }
}

/** The chosen camera, or any where that one is not there. */
async function openStream(chosen: string | null): Promise<MediaStream> {
  const { mediaDevices } = navigator
  if (chosen !== null) {
    try {
      return await mediaDevices.getUserMedia({ video: { ...wanted, deviceId: { exact: chosen } } })
    } catch (error) {
      if (!(error instanceof DOMException) || error.name === 'NotAllowedError') throw error
    }
  }
  return mediaDevices.getUserMedia({ video: wanted })
}
