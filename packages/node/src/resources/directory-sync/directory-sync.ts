import type { AutoPaginatable } from '../../http/auto-paginatable.ts'
import { path } from '../../http/path.ts'
import { Resource } from '../resource.ts'
import {
  type Directory,
  directory,
  type ListDirectoriesOptions,
  listDirectoriesOptions,
  type SerializedListDirectoriesOptions,
} from './directory.ts'
import {
  type DirectoryGroup,
  directoryGroup,
  type ListDirectoryGroupsOptions,
} from './directory-group.ts'
import {
  type DefaultCustomAttributes,
  type DirectoryUserWithGroups,
  directoryUserWithGroups,
  type ListDirectoryUsersOptions,
} from './directory-user.ts'

/** The users and groups that organizations keep elsewhere. */
export class DirectorySync extends Resource {
  /**
   * Lists directories, newest first.
   *
   * @throws {UnprocessableEntityException} for a limit outside 1 to 100.
   * @example
   * const directories = await workos.directorySync.listDirectories({ organizationId: 'org_01…' })
   */
  async listDirectories(
    options?: ListDirectoriesOptions,
  ): Promise<AutoPaginatable<Directory, SerializedListDirectoriesOptions>> {
    return this.list('/directories', directory, options && listDirectoriesOptions.write(options))
  }

  /**
   * Reads one directory.
   *
   * @throws {NotFoundException} for an id that is no directory's.
   * @example
   * const { state } = await workos.directorySync.getDirectory('directory_01…')
   */
  async getDirectory(id: string): Promise<Directory> {
    return this.get(path`/directories/${id}`, directory)
  }

  /**
   * Deletes a directory with its users and groups. This cannot be undone.
   *
   * @throws {NotFoundException} for an id that is no directory's.
   * @example
   * await workos.directorySync.deleteDirectory('directory_01…')
   */
  async deleteDirectory(id: string): Promise<void> {
    return this.workos.delete(path`/directories/${id}`)
  }

  /**
   * Lists the groups of a directory or of a directory user, newest first.
   *
   * @throws {NotFoundException} for an id that is no directory's and no directory user's.
   * @example
   * const groups = await workos.directorySync.listGroups({ directory: 'directory_01…' })
   */
  async listGroups(
    options: ListDirectoryGroupsOptions,
  ): Promise<AutoPaginatable<DirectoryGroup, ListDirectoryGroupsOptions>> {
    return this.list('/directory_groups', directoryGroup, options)
  }

  /**
   * Lists the users of a directory or of a directory group, newest first.
   *
   * @throws {NotFoundException} for an id that is no directory's and no directory group's.
   * @example
   * const users = await workos.directorySync.listUsers({ directory: 'directory_01…' })
   */
  async listUsers<TCustomAttributes extends object = DefaultCustomAttributes>(
    options: ListDirectoryUsersOptions,
  ): Promise<
    AutoPaginatable<DirectoryUserWithGroups<TCustomAttributes>, ListDirectoryUsersOptions>
  > {
    return this.list('/directory_users', directoryUserWithGroups, options)
  }

  /**
   * Reads one directory user.
   *
   * @throws {NotFoundException} for an id that is no directory user's.
   * @example
   * const user = await workos.directorySync.getUser<{ department: string }>('directory_user_01…')
   */
  async getUser<TCustomAttributes extends object = DefaultCustomAttributes>(
    user: string,
  ): Promise<DirectoryUserWithGroups<TCustomAttributes>> {
    return this.get(path`/directory_users/${user}`, directoryUserWithGroups)
  }

  /**
   * Reads one directory group.
   *
   * @throws {NotFoundException} for an id that is no directory group's.
   * @example
   * const { name } = await workos.directorySync.getGroup('directory_group_01…')
   */
  async getGroup(group: string): Promise<DirectoryGroup> {
    return this.get(path`/directory_groups/${group}`, directoryGroup)
  }
}
