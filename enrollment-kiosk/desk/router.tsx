import { createHashRouter } from 'react-router'
import { DeskFrame } from './frame/desk-frame.tsx'
import { CrashPage, MissingPage } from './frame/fallback-pages.tsx'
import { ScreenGate } from './frame/screen-gate.tsx'
import { screens } from './screens.ts'

/** Screens live behind the `#`: the agent serves one page, and its other addresses are its own. */
export const createDeskRouter = () =>
  createHashRouter([
    {
      path: 'citizen',
      hydrateFallbackElement: <></>,
      errorElement: <CrashPage />,
      lazy: async () => ({ Component: (await import('./citizen/citizen-window.tsx')).CitizenWindow }),
    },
    {
      element: <DeskFrame />,
      errorElement: <CrashPage />,
      hydrateFallbackElement: <></>,
      children: [
        ...screens.map((screen) => ({
          path: screen.path,
          element: <ScreenGate screen={screen} />,
          errorElement: <CrashPage />,
          children: [{ index: true, lazy: screen.load }],
        })),
        {
          path: 'files/:id/:pane?',
          errorElement: <CrashPage />,
          lazy: async () => ({ Component: (await import('./file/file-screen.tsx')).FileScreen }),
        },
        { path: '*', element: <MissingPage /> },
      ],
    },
  ])
