import { Navigate, Route, Routes } from 'react-router'
import { ConnectionsPage } from '../features/connections/ConnectionsPage.tsx'
import { FailuresPage } from '../features/failures/FailuresPage.tsx'
import { MembersPage } from '../features/members/MembersPage.tsx'
import { NetworkDialogs } from '../features/network/NetworkDialogs.tsx'
import { ProjectPage } from '../features/project/ProjectPage.tsx'
import { ProjectsPage } from '../features/projects/ProjectsPage.tsx'
import { SettingsPage } from '../features/settings/SettingsPage.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { Shell } from './Shell.tsx'

/** Every screen and its address. */
export function App() {
  return (
    <NetworkDialogs>
      <Routes>
        <Route element={<Shell />}>
          <Route index element={<Navigate to="/projects" replace />} />
          <Route path="/projects" element={<ProjectsPage />} />
          <Route path="/projects/:projectId" element={<ProjectPage tab="overview" />} />
          <Route path="/projects/:projectId/tasks" element={<ProjectPage tab="tasks" />} />
          <Route path="/connections" element={<ConnectionsPage />} />
          <Route path="/members" element={<MembersPage />} />
          <Route path="/settings" element={<SettingsPage />} />
          <Route path="/failures" element={<FailuresPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </NetworkDialogs>
  )
}
